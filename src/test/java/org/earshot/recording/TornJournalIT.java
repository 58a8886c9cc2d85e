package org.earshot.recording;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.recording.Leg.CALLER;
import static org.earshot.recording.RecordingHarness.part;
import static org.earshot.recording.RecordingHarness.pattern;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A power cut leaves any part of the last write behind: here, every part.
@Tag("waits")
class TornJournalIT {

    @TempDir private Path temp;

    @Test
    void cut_off_at_any_byte_of_the_last_second_all_seconds_before_are_exact() throws IOException {
        try (var h = new RecordingHarness(temp)) {
            var recording = h.start();
            h.talk(recording, ofSeconds(3), CALLER);
            h.awaitStored(recording, 3);
            try (var journal =
                    FileChannel.open(h.journals(recording).getFirst(), StandardOpenOption.WRITE)) {
                assertThat(journal.size()).isEqualTo(Header.BYTES + 3L * Slot.SEALED_BYTES);
                for (long length = journal.size() - 1;
                        length >= Header.BYTES + 2L * Slot.SEALED_BYTES;
                        length--) {
                    journal.truncate(length);
                    assertThat(h.reader.leg(recording.id(), CALLER))
                            .as("cut off at %d", length)
                            .isEqualTo(pattern(0, 16_000));
                }
            }
        }
    }

    @Test
    void with_zeros_in_place_of_any_part_of_the_last_second_all_seconds_before_are_exact()
            throws IOException {
        try (var h = new RecordingHarness(temp)) {
            var recording = h.start();
            h.talk(recording, ofSeconds(3), CALLER);
            h.awaitStored(recording, 3);
            try (var journal =
                    FileChannel.open(h.journals(recording).getFirst(), StandardOpenOption.WRITE)) {
                long begin = Header.BYTES + 2L * Slot.SEALED_BYTES;
                for (long from = journal.size() - 512; from >= begin; from -= 512) {
                    journal.write(ByteBuffer.allocate(512), from);
                    assertThat(h.reader.leg(recording.id(), CALLER)).isEqualTo(pattern(0, 16_000));
                }
            }
        }
    }

    @Test
    void after_any_cut_the_call_is_resumed_or_sealed_with_what_was_whole() throws IOException {
        for (int cut :
                new int[] {0, 1, 4_096, 8_191, 8_192, 8_193, 16_383, 16_384, 20_000, 32_767}) {
            Path directory = temp.resolve("cut" + cut);
            try (var h = new RecordingHarness(directory)) {
                var before = h.start();
                h.talk(before, ofSeconds(3), CALLER);
                h.awaitStored(before, 3);
                try (var journal =
                        FileChannel.open(h.journals(before).getFirst(), StandardOpenOption.WRITE)) {
                    journal.truncate(cut);
                }
                int whole = Math.max(0, (cut - Header.BYTES) / Slot.SEALED_BYTES);
                h.kill();

                var after = h.recorder.resume(h.call);
                assertThat(after.isPresent()).isEqualTo(cut >= Header.BYTES);
                if (after.isPresent()) {
                    h.talk(after.get(), ofSeconds(1), CALLER);
                    assertThat(after.get().close(h.clock.instant()).sealed()).isTrue();
                    short[] samples = h.reader.leg(before.id(), CALLER);
                    assertThat(samples.length).isEqualTo(32_000);
                    assertThat(part(samples, ofSeconds(0), ofSeconds(whole)))
                            .isEqualTo(pattern(0, whole * 8_000));
                    assertThat(part(samples, ofSeconds(whole), ofSeconds(3))).containsOnly(0);
                    assertThat(part(samples, ofSeconds(3), ofSeconds(4)))
                            .isEqualTo(pattern(24_000, 8_000));
                } else {
                    assertThat(h.recorder.sealAbandoned(Set.of())).isEmpty();
                }
            }
        }
    }
}
