package org.earshot.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.earshot.api.Api;
import org.earshot.api.DoorParts;
import org.earshot.api.FlowParts;
import org.earshot.api.MaskingParts;
import org.earshot.approvals.AccessWatch;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriSettings;
import org.earshot.ari.MediaSockets;
import org.earshot.audit.AccessLog;
import org.earshot.audit.LogKeeper;
import org.earshot.calls.AwayInbox;
import org.earshot.calls.Beep;
import org.earshot.calls.CallClosing;
import org.earshot.calls.CallHandler;
import org.earshot.calls.CallRepository;
import org.earshot.calls.CallServices;
import org.earshot.calls.CaptureStudio;
import org.earshot.calls.Desks;
import org.earshot.calls.IncomingCalls;
import org.earshot.calls.LiveFeed;
import org.earshot.calls.MaskedCalls;
import org.earshot.calls.MaskedServices;
import org.earshot.calls.Numbers;
import org.earshot.calls.Outward;
import org.earshot.calls.Sweep;
import org.earshot.calls.Switchboard;
import org.earshot.cases.CaseDesk;
import org.earshot.cases.CaseSettings;
import org.earshot.cases.ScreeningRules;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.house.CallbackRepository;
import org.earshot.house.FlowShelf;
import org.earshot.house.FlowsInForce;
import org.earshot.house.HttpHooks;
import org.earshot.house.NobodyAtDesks;
import org.earshot.house.StepCounts;
import org.earshot.house.SurveyRepository;
import org.earshot.http.WebSettings;
import org.earshot.masking.BindingDesk;
import org.earshot.masking.BlockMode;
import org.earshot.masking.CallLimits;
import org.earshot.masking.CallLogRepository;
import org.earshot.masking.MaskPool;
import org.earshot.masking.OwnerClient;
import org.earshot.masking.Webhooks;
import org.earshot.recording.Drafts;
import org.earshot.recording.Recorder;
import org.earshot.recording.RecordingReader;
import org.earshot.recording.RecordingRepository;
import org.earshot.recording.RecordingSettings;
import org.earshot.rights.AccessRules;
import org.earshot.rights.Policy;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.DataDirectory;
import org.earshot.staff.Staff;
import org.earshot.transcription.LaterTranscripts;
import org.earshot.transcription.Transcriber;
import org.earshot.transcription.TranscriptRepository;
import org.slf4j.LoggerFactory;

/// The core, wired on one screen: everything that answers calls and keeps what they say. Stopped in
/// the opposite order.
final class Core implements AutoCloseable {

    private static final Duration SWEEP_EVERY = Duration.ofSeconds(5);

    /// How soon after its publication a flow is heard. The question is one indexed number.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /// A query of an empty outbox takes well under a millisecond.
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    private static final String LOOPBACK = "127.0.0.1";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /// Connects everything and takes calls from the moment it returns.
    static Core start(
            Places places, DataDirectory data, Settings settings, Software software, LiveFeed feed)
            throws IOException {
        var core = new Core();
        try {
            core.wire(places, data, settings, software, feed);
            return core;
        } catch (IOException | RuntimeException failure) {
            core.close();
            throw failure;
        }
    }

    private void wire(
            Places places, DataDirectory data, Settings settings, Software software, LiveFeed feed)
            throws IOException {
        InstantSource clock = InstantSource.system();
        var ports = data.instance().asterisk();
        var speech = closing(Speech.start(settings.speech(), places.speechModels()));
        var database = closing(Databases.open(data, settings));
        var keys = CoreKeys.open(data, settings);
        var acts = acts(database, AuditPlace.of(data, settings));
        var cases = caseDesk(database, keys, settings, clock);
        var recordings = new RecordingRepository(database);
        var reader = new RecordingReader(keys, recordingSettings(data, settings));
        var transcripts = new TranscriptRepository(database, keys);
        var transcriber = new Transcriber(speech.client(), transcripts, clock);
        var recorder =
                closing(Recorder.open(recordingSettings(data, settings), keys, recordings, clock));
        var drafts = closing(Drafts.open(recordingSettings(data, settings), keys, clock));
        var later =
                closing(new LaterTranscripts(speech.client(), transcripts, reader, drafts, clock));
        speech.whenUp(later::wake);
        var media = closing(media(data));
        var ari = new AriClient(ariSettings(data));
        var studio = new CaptureStudio(ari, media, AsteriskInstance.MEDIA);
        var masked = masked(database, ari, software, data, settings.masking(), clock);
        var shelf = FlowShelves.of(database, settings.calls(), data.root().resolve("flows"), clock);
        var flows = flows(shelf, software, settings.calls());
        var services =
                new CallServices(
                        new CallRepository(database),
                        recorder,
                        drafts,
                        transcriber,
                        cases,
                        flows,
                        new Numbers(settings.calls().numbers()),
                        desks(database, keys, ari, masked.outward(), data, settings, clock),
                        feed,
                        clock);
        var afterCall = new CallClosing(services);
        var handler = new MaskedCalls(masked, new CallHandler(services, afterCall));
        every(SWEEP_EVERY, () -> keepMasks(masked, handler));
        closing(incoming(ari, studio, data, settings, handler))
                .start(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.agi()));
        closing(ShortMessages.start(data, settings, database, keys, masked));
        var away = new AwayInbox(services, new AwayFolder(data));
        every(SWEEP_EVERY, new Sweep(services, afterCall, recordings, transcripts, ari, away));
        serve(
                data,
                settings,
                keys,
                cases,
                new MaskingParts(masked.desk(), masked.log(), handler::stop),
                new FlowParts(flows, shelf, services.desks().counts()),
                health(
                        database,
                        ari,
                        speech,
                        acts,
                        upkeep(places, data, settings, database, keys)));
    }

    private void serve(
            DataDirectory data,
            Settings settings,
            KeyService keys,
            CaseDesk cases,
            MaskingParts masking,
            FlowParts flows,
            Map<String, BooleanSupplier> health)
            throws IOException {
        InstantSource clock = InstantSource.system();
        int port = data.instance().apiPort();
        var database = closing(Databases.impatient(data, settings));
        closing(
                Api.serve(
                        WebSettings.loopback(port),
                        cases,
                        masking,
                        flows,
                        doors(database, keys, staff(database, keys, settings, port, clock), clock),
                        clock,
                        health));
    }

    private static DoorParts doors(
            Database database, KeyService keys, Staff staff, InstantSource clock) {
        var log = new AccessLog(database, keys, clock);
        var rules = AccessRules.usual(ZoneId.systemDefault());
        return new DoorParts(
                staff, log, new AccessWatch(database, log, rules, Policy.builtIn(), clock));
    }

    private LogKeeper acts(Database database, AuditPlace place) {
        var witness = closing(place.witness());
        return closing(LogKeeper.start(() -> place.prepare().open(database, witness)));
    }

    private static IncomingCalls incoming(
            AriClient ari,
            CaptureStudio studio,
            DataDirectory data,
            Settings settings,
            MaskedCalls handler)
            throws IOException {
        return new IncomingCalls(
                ari,
                studio,
                Beep.in(data.root().resolve("asterisk")),
                settings.calls().maxCalls(),
                handler);
    }

    private Upkeep upkeep(
            Places places,
            DataDirectory data,
            Settings settings,
            Database database,
            KeyService keys) {
        return closing(
                Upkeep.start(
                        places,
                        new Upkeep.Installed(data, settings),
                        database,
                        keys,
                        InstantSource.system()));
    }

    private static Map<String, BooleanSupplier> health(
            Database database, AriClient ari, Speech speech, LogKeeper acts, Upkeep upkeep) {
        var health = new HashMap<>(upkeep.health());
        health.put("audit", acts::isUp);
        health.put("postgresql", database::isUp);
        health.put("asterisk", ari::isConnected);
        health.put("speech", speech::isUp);
        return health;
    }

    private Desks desks(
            Database database,
            KeyService keys,
            AriClient ari,
            Outward outward,
            DataDirectory data,
            Settings settings,
            InstantSource clock) {
        var counts = new StepCounts(database, clock, ZoneId.systemDefault());
        every(LOOK_EVERY, counts);
        return new Desks(
                keys,
                recordingSettings(data, settings).keep(),
                counts,
                new CallbackRepository(database),
                new SurveyRepository(database),
                new NobodyAtDesks(),
                closing(new HttpHooks(HouseKeys.hooks(settings.calls()), clock)),
                new Switchboard(ari, outward, HouseKeys.targets(settings.calls())));
    }

    private FlowsInForce flows(FlowShelf shelf, Software software, Settings.Calls settings) {
        FlowShelves.stock(shelf, settings);
        var flows = new FlowsInForce(shelf, software.speaker(), software.flows());
        every(LOOK_EVERY, flows);
        return flows;
    }

    private static MediaSockets media(DataDirectory data) throws IOException {
        return MediaSockets.listen(
                LOOPBACK,
                data.instance().asterisk().media(),
                AsteriskInstance.USER,
                data.instance().secrets().media());
    }

    private MaskedServices masked(
            Database database,
            AriClient ari,
            Software software,
            DataDirectory data,
            Settings.Masking settings,
            InstantSource clock)
            throws IOException {
        var webhook = settings.webhook().settings();
        webhook.ifPresent(to -> every(TELL_EVERY, closing(new Webhooks(database, to, clock))));
        Optional<BlockMode> owners =
                settings.owner().settings().map(to -> closing(new OwnerClient(to, clock)));
        var log = new CallLogRepository(database, webhook.isPresent());
        var pool = new MaskPool(database);
        pool.run();
        return new MaskedServices(
                ari,
                new BindingDesk(database, pool, log, CallLimits.USUAL, clock),
                pool,
                log,
                owners,
                new Outward(
                        Optional.of(
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(),
                                        data.instance().shield().inner()))),
                software.prompts(),
                Beep.in(data.root().resolve("asterisk")),
                MaskedServices.LAST_MINUTE,
                clock);
    }

    /// Another process may have changed the pool, and a crash may have left calls without an end.
    private static void keepMasks(MaskedServices masked, MaskedCalls calls) {
        try {
            masked.pool().run();
            masked.desk().tidy();
            calls.sweep();
        } catch (RuntimeException away) {
            LoggerFactory.getLogger(Core.class)
                    .warn("masks could not be put in order now; tried again later", away);
        }
    }

    static CaseDesk caseDesk(
            Database database, KeyService keys, Settings settings, InstantSource clock) {
        return new CaseDesk(
                database,
                keys,
                ScreeningRules.builtIn(),
                CaseSettings.of(settings.cases().codeDigits(), settings.cases().codeDays()),
                clock);
    }

    /// @param httpPort where browsers reach the pages, unless the settings say otherwise
    static Staff staff(
            Database database,
            KeyService keys,
            Settings settings,
            int httpPort,
            InstantSource clock) {
        return Staff.of(
                database, keys, settings.staff().settings(httpPort), clock, ZoneId.systemDefault());
    }

    static RecordingSettings recordingSettings(DataDirectory data, Settings settings) {
        return new RecordingSettings(
                data.recordings(),
                Period.ofDays(settings.recording().keepDays()),
                (long) settings.site().minFreeMib() << 20);
    }

    private static AriSettings ariSettings(DataDirectory data) {
        return new AriSettings(
                URI.create("http://127.0.0.1:" + data.instance().asterisk().http() + "/ari"),
                AsteriskInstance.USER,
                data.instance().secrets().ari(),
                "earshot");
    }

    private void every(Duration period, Runnable task) {
        var timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofVirtual().name("sweep").factory());
        parts.push(timer::shutdownNow);
        var _ = timer.scheduleWithFixedDelay(task, 1_000, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T extends AutoCloseable> T closing(T part) {
        parts.push(part);
        return part;
    }

    /// Calls in progress stay up for the next core.
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                LoggerFactory.getLogger(Core.class)
                        .warn("a part did not stop in good order", failure);
            }
        }
    }

    static Path log(DataDirectory data) {
        return data.log().resolve("core.log");
    }
}
