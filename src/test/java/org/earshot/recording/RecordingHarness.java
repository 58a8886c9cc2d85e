package org.earshot.recording;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.earshot.audio.G711;
import org.earshot.crypto.KeyService;
import org.earshot.telephony.CallId;

/// One recorder on a directory of its own, a clock that goes on with what is said, and legs whose
/// every sample tells where it belongs.
final class RecordingHarness implements AutoCloseable {

    private static final int FRAME = 160;
    private static final Duration FRAME_TIME = Duration.ofMillis(20);

    final Path directory;
    final ManualClock clock = new ManualClock();
    final FaultyDisk disk = new FaultyDisk();
    final InMemoryCatalog catalog = new InMemoryCatalog();
    final KeyService keys;
    final RecordingSettings settings;
    final Queue<RecordingFailed> failures = new ConcurrentLinkedQueue<>();
    final CallId call = CallId.random();
    final RecordingReader reader;
    Recorder recorder;
    private final Queue<Recorder> killed = new ConcurrentLinkedQueue<>();
    private int spoken;

    RecordingHarness(Path temp) {
        this.directory = temp.resolve("recordings");
        this.keys = KeyService.open(temp.resolve("keys"));
        this.settings = new RecordingSettings(directory, Period.ofDays(180), 1_000_000);
        this.reader = new RecordingReader(keys, settings);
        this.recorder = open();
    }

    LiveRecording start() {
        return recorder.start(call, clock.instant());
    }

    /// As if the core were killed, and another started: what was in hand is lost.
    void kill() {
        killed.add(recorder);
        recorder = open();
    }

    /// An orderly stop and a start.
    void restart() {
        recorder.close();
        recorder = open();
    }

    /// Frames of 20 ms on `legs`, as they arrive; every sample is the next of [#pattern(int, int)].
    void talk(LiveRecording recording, Duration time, Leg... legs) {
        for (long frame = time.dividedBy(FRAME_TIME); frame > 0; frame--) {
            clock.advance(FRAME_TIME);
            frame(recording, legs);
        }
    }

    /// Frames that arrive all at once.
    void burst(LiveRecording recording, int frames, Leg... legs) {
        for (int i = 0; i < frames; i++) {
            frame(recording, legs);
        }
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    private void frame(LiveRecording recording, Leg... legs) {
        for (Leg leg : legs) {
            recording.write(leg, pattern(spoken, FRAME));
        }
        spoken += FRAME;
    }

    /// Samples that survive A-law unchanged, never silence, and do not repeat within minutes.
    static short[] pattern(int from, int count) {
        var codes = new byte[count];
        for (int i = 0; i < count; i++) {
            int at = from + i;
            int code = (at * 31 + (at >> 8) * 17 + (at >> 16) * 5) & 0xFF;
            codes[i] = (byte) (code == (G711.A_LAW_SILENCE & 0xFF) ? 0x2A : code);
        }
        return G711.decodeALaw(codes);
    }

    static short[] part(short[] samples, Duration from, Duration to) {
        return Arrays.copyOfRange(samples, at(from), at(to));
    }

    static int at(Duration time) {
        return (int) Samples.in(time);
    }

    /// Waits until the disk has confirmed `slots` seconds in all journals of the recording.
    void awaitStored(LiveRecording recording, int slots) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> storedBytes(recording) >= (long) slots * Slot.SEALED_BYTES);
    }

    List<Path> journals(LiveRecording recording) throws IOException {
        Path folder = directory.resolve(recording.id().toString());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private long storedBytes(LiveRecording recording) throws IOException {
        long bytes = 0;
        for (Path journal : journals(recording)) {
            bytes += Math.max(0, Files.size(journal) - Header.BYTES);
        }
        return bytes;
    }

    private Recorder open() {
        var opened = Recorder.open(settings, keys, catalog, clock, clock::nanos, disk);
        opened.onFailure((_, failure) -> failures.add(failure));
        return opened;
    }

    @Override
    public void close() {
        recorder.close();
        killed.forEach(Recorder::close);
    }
}
