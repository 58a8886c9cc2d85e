package org.earshot.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.recording.RecordingHarness.pattern;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.earshot.crypto.KeyService;
import org.earshot.telephony.CallId;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// Threat F02: kill -9 in the middle of a recording.
@Tag("waits")
class RecorderKillIT {

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir private Path temp;

    @RepeatedTest(5)
    void a_killed_process_loses_at_most_the_second_in_hand_and_the_next_one_goes_on()
            throws IOException, InterruptedException {
        var call = CallId.random();
        var keys = KeyService.open(temp.resolve("keys"));
        var settings = new RecordingSettings(temp.resolve("recordings"), Period.ofDays(1), 0);
        int killAt = 12_000 + new Random().nextInt(24_000);
        Instant began = CLOCK.instant();

        var killed = recordUntilKilled(call, killAt);
        var reader = new RecordingReader(keys, settings);
        int kept = assertIsPrefix(reader.leg(killed.recording, Leg.CALLER));
        assertThat(killed.given - kept).as("samples lost").isLessThanOrEqualTo(8_000 + 800);
        assertIsPrefix(reader.leg(killed.recording, Leg.SYSTEM));

        try (var recorder = Recorder.open(settings, keys, new InMemoryCatalog(), CLOCK)) {
            var resumed = recorder.resume(call).orElseThrow();
            assertThat(resumed.id()).isEqualTo(killed.recording);
            resumed.write(Leg.CALLER, pattern(0, 160));
            resumed.write(Leg.SYSTEM, pattern(0, 160));
            Instant ended = CLOCK.instant();
            long before = System.nanoTime();
            var sealed = resumed.close(ended);
            long closing = System.nanoTime() - before;

            System.out.printf(
                    "killed at %d samples, lost %d, closed in %d ms%n",
                    killed.given, killed.given - kept, closing / 1_000_000);
            assertThat(sealed.sealed()).isTrue();
            // Holes of up to 100 ms are not counted.
            assertThat(sealed.gaps())
                    .isGreaterThanOrEqualTo(Samples.duration(killed.given - kept).minusMillis(100));
            assertThat(sealed.length()).isLessThanOrEqualTo(Duration.between(began, ended));
            assertThat(reader.verify(killed.recording)).isEqualTo(sealed);
        }
    }

    private record Killed(UUID recording, int given) {}

    private Killed recordUntilKilled(CallId call, int killAt)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                RecorderProcess.class.getName(),
                                temp.resolve("keys").toString(),
                                temp.resolve("recordings").toString(),
                                call.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            var recording = UUID.fromString(out.readLine());
            int given = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                given = Integer.parseInt(line);
                if (given >= killAt) {
                    process.toHandle()
                            .destroyForcibly(); // unlike the process's own, leaves the pipe
                }
            }
            return new Killed(recording, given);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /// The samples of the pattern, after the time it took to begin; how many. Silence after them is
    /// up to where the other leg ends.
    private static int assertIsPrefix(short[] samples) {
        int begin = 0;
        while (begin < samples.length && samples[begin] == 0) {
            begin++;
        }
        int end = samples.length;
        while (end > begin && samples[end - 1] == 0) {
            end--;
        }
        int differsAt =
                Arrays.mismatch(Arrays.copyOfRange(samples, begin, end), pattern(0, end - begin));
        assertThat(differsAt)
                .as("first sample that differs, of %d after %d", end - begin, begin)
                .isEqualTo(-1);
        return end - begin;
    }
}
