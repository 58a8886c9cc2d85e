package org.earshot.calls;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriSettings;
import org.earshot.ari.MediaSockets;
import org.earshot.audio.Sound;
import org.earshot.audio.Tone;
import org.earshot.audio.Wav;
import org.earshot.caller.CalledParty;
import org.earshot.caller.CallerSettings;
import org.earshot.caller.OutgoingCall;
import org.earshot.caller.SimulatedCaller;
import org.earshot.caller.TextSender;
import org.earshot.cases.SettableClock;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.ivr.Prompts;
import org.earshot.masking.BindingDesk;
import org.earshot.masking.BlockMode;
import org.earshot.masking.CallLimits;
import org.earshot.masking.CallLogRepository;
import org.earshot.masking.Cdr;
import org.earshot.masking.Mask;
import org.earshot.masking.MaskMode;
import org.earshot.masking.MaskPool;
import org.earshot.masking.Party;
import org.earshot.site.AsteriskInstance;
import org.earshot.texts.TextServices;
import org.earshot.texts.TextSite;

/// A core that serves masks on a real Asterisk, with people on both sides of where the shield will
/// stand: they call as tokens, and are called as tokens.
final class MaskedLine implements AutoCloseable {

    /// What is heard instead of each prompt, in hertz.
    static final Map<String, Integer> PROMPTS =
            Map.of("mask-extension", 450, "mask-wrong", 700, "mask-nobody", 1_650);

    private static final AtomicInteger MASKS = new AtomicInteger(80_000);

    final SettableClock clock = new SettableClock();
    final CalledParty called = new CalledParty();
    final BindingDesk desk;
    final CallLogRepository log;
    final BlockingQueue<IncomingCall> hotline = new LinkedBlockingQueue<>();
    final AriClient ari;
    private volatile IncomingCalls.Handler flow = hotline::add;
    private final MaskedCalls masked;
    final TextSite texts;
    private final IncomingCalls calls;
    private final MediaSockets sockets;
    private final AsteriskInstance asterisk;
    private final Map<String, SimulatedCaller> phones = new HashMap<>();

    MaskedLine(AsteriskInstance asterisk, Database db, boolean telling)
            throws IOException, InterruptedException {
        this(asterisk, db, telling, Optional.empty(), Optional.empty());
    }

    /// @param shield the inner side of a real one; empty: [#called] stands there
    MaskedLine(
            AsteriskInstance asterisk,
            Database db,
            boolean telling,
            Optional<BlockMode> owners,
            Optional<InetSocketAddress> shield)
            throws IOException, InterruptedException {
        this.asterisk = asterisk;
        var ports = asterisk.settings().ports();
        var secrets = asterisk.settings().secrets();
        Path directory = Files.createTempDirectory("earshot-masked");
        ari =
                new AriClient(
                        new AriSettings(
                                asterisk.ari(),
                                AsteriskInstance.USER,
                                secrets.ari(),
                                "earshot",
                                ofSeconds(2),
                                ofSeconds(5)));
        sockets =
                MediaSockets.listen(
                        "127.0.0.1", ports.media(), AsteriskInstance.USER, secrets.media());
        var pool = new MaskPool(db);
        log = new CallLogRepository(db, telling);
        desk = new BindingDesk(db, pool, log, CallLimits.NONE, clock);
        Beep beep = Beep.in(directory);
        var inner = shield.orElse(called.address());
        var services =
                new MaskedServices(
                        ari,
                        desk,
                        pool,
                        log,
                        owners,
                        new Outward(Optional.of(inner)),
                        prompts(directory),
                        beep,
                        ofSeconds(1),
                        clock);
        masked = new MaskedCalls(services, call -> flow.serve(call));
        texts =
                new TextSite(
                        db,
                        db,
                        new TextServices.House(
                                KeyService.open(directory.resolve("keys")),
                                pool,
                                owners,
                                telling,
                                CallLimits.NONE,
                                clock),
                        new TextSite.Beside(ari, inner, 0));
        texts.startRelay();
        calls =
                new IncomingCalls(
                        ari, new CaptureStudio(ari, sockets, "earshot-media"), beep, 20, masked);
        pool.run();
        calls.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.agi()));
        ari.awaitConnected(ofSeconds(10));
    }

    private static Prompts prompts(Path directory) throws IOException {
        var files = new HashMap<String, Path>();
        for (var prompt : PROMPTS.entrySet()) {
            Path file = directory.resolve(prompt.getKey() + ".wav");
            Wav.write(
                    file, Tone.generate(prompt.getValue(), ofMillis(300), Sound.TELEPHONE_HZ, 0.3));
            files.put(prompt.getKey(), file);
        }
        return new Prompts(Map.of(Locale.ENGLISH, files));
    }

    /// What is done with calls to the hotline itself.
    void serveHotline(IncomingCalls.Handler served) {
        flow = served;
    }

    /// A fresh mask of the pool.
    String mask(MaskMode mode) {
        String number = String.valueOf(MASKS.incrementAndGet());
        desk.put(Mask.of(number, mode).coolingFor(Duration.ZERO));
        return number;
    }

    /// Dials and waits for an answer.
    OutgoingCall dial(Party from, String number) throws IOException, InterruptedException {
        return phone(from.text()).dial(number);
    }

    CompletableFuture<OutgoingCall> dialling(Party from, String number) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return dial(from, number);
                    } catch (IOException | InterruptedException failure) {
                        throw new IllegalStateException(failure);
                    }
                },
                Executors.newVirtualThreadPerTaskExecutor());
    }

    SimulatedCaller phone(String shown) throws IOException {
        clock.advance(ofSeconds(1)); // so that records have an order
        SimulatedCaller known = phones.get(shown);
        if (known == null) {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            known =
                    new SimulatedCaller(
                            new CallerSettings(
                                            new InetSocketAddress(
                                                    loopback, asterisk.settings().ports().sip()),
                                            loopback)
                                    .withNumber(shown));
            phones.put(shown, known);
        }
        return known;
    }

    /// The record of the latest call over that mask.
    Cdr record(String mask) {
        return log.newest(Optional.of(mask), Optional.empty(), 1).getFirst();
    }

    /// Sends a short message as the shield would, and waits for the answer.
    int text(String from, String number, String text) throws IOException {
        clock.advance(ofSeconds(1));
        return TextSender.send(texts.address(), from, number, text);
    }

    boolean stop(UUID call) {
        return masked.stop(call);
    }

    /// Ends the core as a crash would: calls stay up.
    void crash() {
        texts.close();
        calls.close();
        sockets.close();
    }

    @Override
    public void close() {
        phones.values().forEach(SimulatedCaller::close);
        crash();
        called.close();
    }
}
