package org.earshot.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.earshot.audio.Sound;
import org.earshot.audio.Wav;
import org.earshot.caller.CallRefused;
import org.earshot.caller.CallerSettings;
import org.earshot.caller.NotHeard;
import org.earshot.caller.SimulatedCaller;
import org.earshot.calls.CallEvent;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.AsteriskSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot bench call`: what a caller waits for, on a fresh installation beside the real one. The
/// peer is Asterisk's own dialplan playing the same prompt with no core behind it: no control from
/// outside can be faster.
@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = "INVITE to first prompt, and hang-up to committed transcript.",
        footer = {"", "Example:", "  ./earshot bench call --json"})
final class BenchCallCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int WARM_UP = 5;
    private static final int AT_ONCE = 2;

    @Mixin private Places places = new Places();
    @Mixin private SiteOptions options = new SiteOptions();

    @Option(
            names = "--calls",
            defaultValue = "40",
            description = "Calls to the first prompt (default: ${DEFAULT-VALUE}).")
    private int calls = 40;

    @Option(
            names = "--reports",
            defaultValue = "20",
            description = "Whole reports (default: ${DEFAULT-VALUE}).")
    private int reports = 20;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    private final Sample firstPrompt = new Sample();
    private final Sample peerPrompt = new Sample();
    private final Sample sealed = new Sample();
    private final Sample transcribed = new Sample();
    private final Sample screened = new Sample();

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory("earshot-bench");
        var fresh = new Places(folder, places.cache());
        Settings settings = Settings.read(fresh.data());
        Software software = Software.prepare(fresh, settings, Output::aside);
        var watch = new CallWatch();
        try (var site =
                        RunningSite.start(
                                fresh,
                                options,
                                software,
                                line -> LiveLine.parse(line).ifPresent(watch::on));
                var peer = peer(folder, software)) {
            promptsInTurn(site.sip(), sipOf(peer));
            reportsAtOnce(site.sip(), software, watch);
        } finally {
            Scrap.delete(folder);
        }
        var table =
                new BenchTable(
                        BenchTable.Machine.here(software.asterisk().version()),
                        List.of(
                                BenchTable.Row.of(
                                        "INVITE to first prompt audio",
                                        firstPrompt,
                                        "Asterisk's dialplan alone",
                                        peerPrompt),
                                BenchTable.Row.of("hang-up to sealed recording", sealed),
                                BenchTable.Row.of("hang-up to committed transcript", transcribed),
                                BenchTable.Row.of("hang-up to screened case", screened)));
        if (json) {
            Output.json(table);
        } else {
            Output.text(table.onTerminal());
        }
        return 0;
    }

    /// Ours and the peer's by turns, so that both meet the same moods of the machine.
    private void promptsInTurn(InetSocketAddress ours, InetSocketAddress peers)
            throws IOException, InterruptedException {
        for (int i = 0; i < calls + WARM_UP; i++) {
            double mine = toFirstAudio(ours);
            double other = toFirstAudio(peers);
            if (i >= WARM_UP) {
                firstPrompt.add(mine);
                peerPrompt.add(other);
            }
        }
        Output.aside(
                calls
                        + " calls to the first prompt are done; now "
                        + reports
                        + " whole reports ...");
    }

    private static double toFirstAudio(InetSocketAddress pbx)
            throws IOException, InterruptedException {
        try (var caller =
                        new SimulatedCaller(
                                new CallerSettings(pbx, InetAddress.getLoopbackAddress()));
                var call = caller.dial("hotline")) {
            double millis = call.awaitFirstAudio(PATIENCE).toNanos() / 1e6;
            call.hangUp();
            return millis;
        } catch (CallRefused | NotHeard failure) {
            throw new Complaint("A call of the benchmark failed: " + failure.getMessage());
        }
    }

    private void reportsAtOnce(InetSocketAddress pbx, Software software, CallWatch watch)
            throws IOException, InterruptedException, ExecutionException {
        var caller =
                new DemoCaller(pbx, software.prompts(), Locale.ENGLISH, InstantSource.system());
        Sound voice = voice();
        List<Long> byes = new ArrayList<>();
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Instant>> running = new ArrayList<>();
            for (int i = 0; i < reports; i++) {
                running.add(
                        pool.submit(() ->
                                caller.reportAndHangUp(new DemoCaller.Script(voice, "1111", 0))));
            }
            for (Future<Instant> done : running) {
                byes.add(done.get().toEpochMilli());
            }
        }
        List<String> told =
                watch.calls().stream().filter(call -> begunReport(watch, call)).toList();
        for (String call : told) {
            watch.await(call, CallEvent.Screened.class, PATIENCE);
        }
        measure(watch, told, byes, CallEvent.Sealed.class, sealed);
        measure(watch, told, byes, CallEvent.Transcribed.class, transcribed);
        measure(watch, told, byes, CallEvent.Screened.class, screened);
    }

    private static boolean begunReport(CallWatch watch, String call) {
        return watch.at(call, CallEvent.ReportBegun.class).isPresent();
    }

    /// From the BYE, by the caller's clock. The caller does not know our name for its call, so the
    /// BYEs in their order are those of the calls in the order of their ends.
    private static void measure(
            CallWatch watch,
            List<String> calls,
            List<Long> byes,
            Class<? extends CallEvent> end,
            Sample into) {
        List<String> byEnd =
                calls.stream()
                        .sorted(
                                Comparator.comparingLong(
                                        call -> watch.at(call, CallEvent.Ended.class).orElse(0)))
                        .toList();
        List<Long> sorted = byes.stream().sorted().toList();
        for (int i = 0; i < Math.min(sorted.size(), byEnd.size()); i++) {
            long bye = sorted.get(i);
            watch.at(byEnd.get(i), end).ifPresent(reached -> into.add((double) (reached - bye)));
        }
    }

    private static AsteriskInstance peer(Path folder, Software software) {
        var settings =
                AsteriskSettings.local(
                                "benchpeer", folder.resolve("peer"), AsteriskSettings.Adapter.ARI)
                        .withPrompts(software.inEachLanguage("choose-language"), List.of())
                        .withPatienceSeconds(0);
        var peer = new AsteriskInstance(software.asterisk(), settings);
        peer.start();
        return peer;
    }

    private static InetSocketAddress sipOf(AsteriskInstance asterisk) {
        return new InetSocketAddress(
                asterisk.settings().sipHost(), asterisk.settings().ports().sip());
    }

    private static Sound voice() throws IOException {
        try (InputStream shipped =
                BenchCallCommand.class.getResourceAsStream("/test-audio/en-bribe.wav")) {
            if (shipped == null) {
                throw new IllegalStateException("en-bribe.wav is not in the jar");
            }
            return Wav.read(shipped).mono(Sound.TELEPHONE_HZ);
        }
    }
}
