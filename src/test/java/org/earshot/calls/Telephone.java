package org.earshot.calls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.earshot.audio.Sound;
import org.earshot.audio.Tone;
import org.earshot.audio.Wav;
import org.earshot.caller.NotHeard;
import org.earshot.caller.OutgoingCall;
import org.earshot.ivr.Line;
import org.earshot.ivr.LineContract.Conversation;
import org.earshot.ivr.Prompt;
import org.earshot.recording.Leg;
import org.earshot.telephony.Dtmf;

/// A conversation over a real Asterisk. Each prompt is a tone of its own, so that it is known from
/// its first moment.
final class Telephone implements Conversation {

    private static final int HZ = Sound.TELEPHONE_HZ;
    private static final int WINDOW = HZ / 50;

    /// Windows: on a busy machine a packet or two come too late.
    private static final int LONGEST_HOLE = 5;

    private static final double AUDIBLE = 0.08;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Far enough from one another, from the beep's 1,000 Hz and from its overtones.
    private static final List<Integer> TONES = List.of(450, 1_650, 700, 2_300);

    private final long began = System.nanoTime();
    private final Exchange.Served served;
    private final CallCapture capture;
    private final CompletableFuture<OutgoingCall> call;
    private final Path directory;
    private final Map<String, Integer> tones = new LinkedHashMap<>(Map.of("beep", Beep.HZ));
    private final ExecutorService acts =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("person").factory());
    private final List<CompletableFuture<Void>> toDo = new ArrayList<>();

    private interface Act {
        void by(OutgoingCall call) throws InterruptedException;
    }

    Telephone(Exchange exchange, String extension) {
        this(exchange, extension, (leg, frame) -> {});
    }

    /// @param sink gets what is captured of the call
    Telephone(Exchange exchange, String extension, BiConsumer<Leg, short[]> sink) {
        directory = exchange.directory();
        call =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return exchange.dial(extension);
                            } catch (IOException | InterruptedException failure) {
                                throw new IllegalStateException(failure);
                            }
                        },
                        Executors.newVirtualThreadPerTaskExecutor());
        try {
            served = exchange.next();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        capture = served.call().capture(sink);
    }

    CallCapture capture() {
        return capture;
    }

    IncomingCall incoming() {
        return served.call();
    }

    OutgoingCall phone() {
        return call.join();
    }

    @Override
    public Line line() {
        return served.call().line();
    }

    @Override
    public Prompt prompt(String id, Duration length) {
        int hz = tones.computeIfAbsent(id, _ -> TONES.get(tones.size() - 1));
        Path file = directory.resolve(id + "-" + length.toMillis() + ".wav");
        try {
            Wav.write(file, Tone.generate(hz, length, HZ, 0.3));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Prompt(id, Locale.ENGLISH, file);
    }

    @Override
    public Conversation waits(Duration time) {
        return then(_ -> new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public Conversation presses(String keys) {
        return then(to ->
                to.press(keys.chars().mapToObj(k -> new Dtmf((char) k)).toArray(Dtmf[]::new)));
    }

    @Override
    public Conversation speaks(Duration time) {
        return then(to -> to.speak(Tone.generate(300, time, HZ, 0.3)));
    }

    @Override
    public Conversation hangsUp() {
        return then(OutgoingCall::hangUp);
    }

    private Conversation then(Act act) {
        toDo.add(
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                act.by(call.join());
                            } catch (InterruptedException stopped) {
                                throw new IllegalStateException(stopped);
                            }
                        },
                        acts));
        return this;
    }

    @Override
    public void settle() {
        try {
            CompletableFuture.allOf(toDo.toArray(CompletableFuture<?>[]::new))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS); // Asterisk tells us in 1 ms
        } catch (ExecutionException | TimeoutException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public List<String> heard() {
        try {
            call.join().awaitSilence(Duration.ofMillis(100), Duration.ofSeconds(1));
        } catch (NotHeard stillPlaying) {
            // then that is what was heard
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return tonesIn(call.join().heard().samples());
    }

    private List<String> tonesIn(short[] samples) {
        var heard = new ArrayList<String>();
        String last = "";
        int quiet = 0;
        for (int from = 0; from + WINDOW <= samples.length; from += WINDOW) {
            String now = toneAt(samples, from);
            quiet = now.isEmpty() ? quiet + 1 : 0;
            if (!now.isEmpty() && !now.equals(last)) {
                heard.add(now);
            }
            if (!now.isEmpty() || quiet > LONGEST_HOLE) {
                last = now;
            }
        }
        return heard;
    }

    private String toneAt(short[] samples, int from) {
        return tones.entrySet().stream()
                .filter(tone -> Tone.level(samples, from, WINDOW, HZ, tone.getValue()) > AUDIBLE)
                .findFirst()
                .map(Map.Entry::getKey)
                .orElse("");
    }

    @Override
    public boolean endsWithin(Duration patience) {
        try {
            return call.join().awaitRemoteHangup(patience);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        acts.shutdownNow();
        capture.close();
        line().hangUp();
        served.release();
        if (call.isDone() && !call.isCompletedExceptionally()) {
            call.join().close();
        }
    }
}
