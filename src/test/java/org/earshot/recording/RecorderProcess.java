package org.earshot.recording;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Period;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.crypto.KeyService;
import org.earshot.telephony.CallId;

/// A core that does nothing but record one call in real time, until it is killed. Prints how many
/// samples of each leg it was given.
final class RecorderProcess {

    private static final int FRAME = 160;

    private RecorderProcess() {}

    public static void main(String[] args) throws InterruptedException {
        var keys = KeyService.open(Path.of(args[0]));
        var settings = new RecordingSettings(Path.of(args[1]), Period.ofDays(1), 0);
        var clock = Clock.systemUTC();
        var recorder = Recorder.open(settings, keys, new InMemoryCatalog(), clock);
        var recording = recorder.start(CallId.parse(args[2]), clock.instant());
        System.out.println(recording.id());
        var given = new AtomicInteger();
        try (var frames = Executors.newSingleThreadScheduledExecutor()) {
            frames.scheduleAtFixedRate(
                            () -> {
                                int at = given.getAndAdd(FRAME);
                                short[] frame = RecordingHarness.pattern(at, FRAME);
                                recording.write(Leg.CALLER, frame);
                                recording.write(Leg.SYSTEM, frame);
                                System.out.println(at + FRAME);
                            },
                            0,
                            20,
                            TimeUnit.MILLISECONDS)
                    .state();
            new CountDownLatch(1).await();
        }
    }
}
