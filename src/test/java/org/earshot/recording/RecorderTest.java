package org.earshot.recording;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.earshot.recording.Leg.AGENT;
import static org.earshot.recording.Leg.CALLER;
import static org.earshot.recording.Leg.SYSTEM;
import static org.earshot.recording.RecordingHarness.part;
import static org.earshot.recording.RecordingHarness.pattern;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.earshot.audio.G711;
import org.earshot.audio.Pcm;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.telephony.CallId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private static final Duration SECOND = ofSeconds(1);

    @TempDir private Path temp;
    private RecordingHarness h;

    @BeforeEach
    void open() {
        h = new RecordingHarness(temp);
    }

    @AfterEach
    void close() {
        h.close();
    }

    @Test
    void gives_back_every_sample_of_both_legs_in_its_place() {
        var recording = h.start();
        h.talk(recording, ofMillis(4_300), CALLER, SYSTEM);
        var sealed = recording.close(h.clock.instant());

        assertThat(sealed)
                .isEqualTo(
                        new SealedRecording(
                                recording.id(), h.call, ofMillis(4_300), Duration.ZERO, true));
        assertThat(h.reader.leg(recording.id(), CALLER)).isEqualTo(pattern(0, 34_400));
        assertThat(h.reader.leg(recording.id(), SYSTEM)).isEqualTo(pattern(0, 34_400));
        assertThat(h.reader.verify(recording.id())).isEqualTo(sealed);
    }

    @Test
    void stereo_has_the_caller_left_and_us_right() {
        var recording = h.start();
        h.talk(recording, SECOND, CALLER);
        h.talk(recording, SECOND, SYSTEM);
        h.talk(recording, SECOND, AGENT);
        recording.close(h.clock.instant());

        var sound = h.reader.stereo(recording.id());

        assertThat(sound.channels()).isEqualTo(2);
        assertThat(sound.duration()).isEqualTo(ofSeconds(3));
        assertThat(part(sound.channel(0), Duration.ZERO, SECOND)).isEqualTo(pattern(0, 8_000));
        assertThat(part(sound.channel(1), SECOND, ofSeconds(3))).isEqualTo(pattern(8_000, 16_000));
        assertThat(part(sound.channel(1), Duration.ZERO, SECOND)).containsOnly(0);
    }

    @Test
    void is_as_long_as_the_call_though_the_legs_end_earlier_or_later() {
        var recording = h.start();
        h.talk(recording, ofSeconds(2), CALLER);
        h.pass(ofMillis(1_500));
        var sealed = recording.close(h.clock.instant());

        assertThat(sealed.length()).isEqualTo(ofMillis(3_500));
        assertThat(h.reader.leg(recording.id(), CALLER)).hasSize(28_000);
        assertThat(h.reader.leg(recording.id(), SYSTEM)).hasSize(28_000).containsOnly(0);
        // Our own leg never came: all of it is a gap.
        assertThat(sealed.gaps()).isEqualTo(ofMillis(3_500));
    }

    @Test
    void frames_after_the_end_are_dropped_and_a_second_close_changes_nothing() {
        var recording = h.start();
        h.talk(recording, SECOND, CALLER, SYSTEM);
        var sealed = recording.close(h.clock.instant());
        h.talk(recording, SECOND, CALLER, SYSTEM);

        assertThat(recording.close(h.clock.instant())).isEqualTo(sealed);
        assertThat(h.reader.verify(recording.id())).isEqualTo(sealed);
    }

    @Test
    void a_leg_that_stops_and_starts_again_leaves_a_gap_of_that_length() {
        var recording = h.start();
        h.talk(recording, SECOND, CALLER, SYSTEM);
        h.talk(recording, ofSeconds(3), SYSTEM);
        h.talk(recording, SECOND, CALLER, SYSTEM);
        var sealed = recording.close(h.clock.instant());

        assertThat(sealed.length()).isEqualTo(ofSeconds(5));
        assertThat(sealed.gaps()).isEqualTo(ofSeconds(3));
        short[] caller = h.reader.leg(recording.id(), CALLER);
        assertThat(part(caller, SECOND, ofSeconds(4))).containsOnly(0);
        assertThat(part(caller, ofSeconds(4), ofSeconds(5))).isEqualTo(pattern(32_000, 8_000));
    }

    @Test
    void a_reader_that_was_held_up_loses_nothing_and_makes_no_gap() {
        var recording = h.start();
        h.talk(recording, SECOND, CALLER, SYSTEM);
        h.pass(ofSeconds(2));
        h.burst(recording, 100, CALLER, SYSTEM);
        h.talk(recording, SECOND, CALLER, SYSTEM);
        var sealed = recording.close(h.clock.instant());

        assertThat(sealed.gaps()).isZero();
        assertThat(h.reader.leg(recording.id(), CALLER)).isEqualTo(pattern(0, 32_000));
    }

    @Test
    void a_wall_clock_set_in_mid_call_makes_neither_gap_nor_length() {
        var recording = h.start();
        h.talk(recording, SECOND, CALLER, SYSTEM);
        h.clock.setWall(Duration.ofHours(2));
        h.talk(recording, SECOND, CALLER, SYSTEM);
        var sealed = recording.close(h.clock.instant());

        assertThat(sealed.length()).isEqualTo(ofSeconds(2));
        assertThat(sealed.gaps()).isZero();
    }

    @Test
    void a_wall_clock_set_back_in_mid_call_cuts_nothing_off() {
        var recording = h.start();
        h.talk(recording, ofSeconds(3), CALLER, SYSTEM);
        h.clock.setWall(Duration.ofHours(-2));

        assertThat(recording.close(h.clock.instant()).length()).isEqualTo(ofSeconds(3));
    }

    @Test
    void a_sensitive_span_is_silenced_on_both_legs_and_the_timeline_goes_on() {
        var recording = h.start();
        h.talk(recording, SECOND, CALLER, SYSTEM);
        recording.silence(true);
        h.talk(recording, SECOND, CALLER, SYSTEM);
        recording.silence(false);
        h.talk(recording, SECOND, CALLER, SYSTEM);
        var sealed = recording.close(h.clock.instant());

        assertThat(sealed.length()).isEqualTo(ofSeconds(3));
        assertThat(sealed.gaps()).isZero();
        short quiet = G711.decodeALaw(new byte[] {G711.A_LAW_SILENCE})[0];
        for (Leg leg : Set.of(CALLER, SYSTEM)) {
            short[] samples = h.reader.leg(recording.id(), leg);
            assertThat(part(samples, Duration.ZERO, SECOND)).isEqualTo(pattern(0, 8_000));
            assertThat(part(samples, SECOND, ofMillis(2_250))).containsOnly(quiet);
            // Frames that straddle the end of the tail go with it.
            assertThat(part(samples, ofMillis(2_260), ofSeconds(3)))
                    .isEqualTo(pattern(18_080, 5_920));
        }
    }

    @Test
    void a_frame_of_a_sensitive_span_that_comes_late_is_silenced_too() {
        var recording = h.start();
        h.talk(recording, SECOND, CALLER, SYSTEM);
        recording.silence(true);
        h.pass(SECOND); // the reader is held up while the code is spoken
        recording.silence(false);
        h.pass(SECOND);
        h.burst(recording, 100, CALLER, SYSTEM);
        recording.close(h.clock.instant());

        short[] samples = h.reader.leg(recording.id(), SYSTEM);
        assertThat(part(samples, SECOND, ofSeconds(2))).containsOnly(8);
        assertThat(part(samples, ofMillis(2_260), ofSeconds(3))).isEqualTo(pattern(18_080, 5_920));
    }

    @Test
    void no_file_holds_audio_a_call_id_or_a_key_in_clear() throws IOException {
        var recording = h.start();
        h.talk(recording, ofSeconds(3), CALLER, SYSTEM);
        recording.close(h.clock.instant());
        h.restart(); // nothing changes any more

        byte[] aLaw = Arrays.copyOf(G711.encodeALaw(pattern(0, 8_000)), 16);
        byte[] linear = Arrays.copyOf(Pcm.bytes(pattern(0, 8_000)), 16);
        byte[] call =
                ByteBuffer.allocate(16)
                        .putLong(h.call.value().getMostSignificantBits())
                        .putLong(h.call.value().getLeastSignificantBits())
                        .array();
        try (var files = Files.walk(temp)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                for (byte[] needle : new byte[][] {aLaw, linear, call}) {
                    assertThat(indexOf(content, needle)).as(file.toString()).isNegative();
                }
                assertThat(file.toString()).doesNotContain(h.call.toString());
            }
        }
    }

    @Test
    void after_a_kill_it_goes_on_in_the_same_recording_and_the_time_away_is_a_gap() {
        var before = h.start();
        h.talk(before, ofSeconds(3), CALLER, SYSTEM);
        h.awaitStored(before, 6);
        h.kill();
        h.pass(ofSeconds(2));

        var after = h.recorder.resume(h.call).orElseThrow();
        h.talk(after, ofSeconds(2), CALLER, SYSTEM);
        var sealed = after.close(h.clock.instant());

        assertThat(after.id()).isEqualTo(before.id());
        assertThat(sealed)
                .isEqualTo(
                        new SealedRecording(before.id(), h.call, ofSeconds(7), ofSeconds(2), true));
        short[] caller = h.reader.leg(before.id(), CALLER);
        assertThat(part(caller, Duration.ZERO, ofSeconds(3))).isEqualTo(pattern(0, 24_000));
        assertThat(part(caller, ofSeconds(3), ofSeconds(5))).containsOnly(0);
        assertThat(part(caller, ofSeconds(5), ofSeconds(7))).isEqualTo(pattern(24_000, 16_000));
        assertThat(h.reader.verify(before.id())).isEqualTo(sealed);
    }

    @Test
    void an_orderly_stop_hands_over_the_second_in_hand() {
        var before = h.start();
        h.talk(before, ofMillis(2_500), CALLER, SYSTEM);
        h.restart();

        assertThat(h.reader.leg(before.id(), CALLER)).isEqualTo(pattern(0, 20_000));
        assertThat(h.recorder.resume(h.call)).isPresent();
        assertThat(h.recorder.resume(h.call)).isEmpty();
    }

    @Test
    void what_no_call_is_left_for_is_sealed_up_to_its_last_second_and_known_to_the_catalog() {
        var gone = h.start();
        h.talk(gone, ofSeconds(2), CALLER, SYSTEM);
        var stillUp = h.recorder.start(CallId.random(), h.clock.instant());
        h.talk(stillUp, ofSeconds(2), CALLER, SYSTEM);
        h.awaitStored(gone, 4);
        h.awaitStored(stillUp, 4);
        CallId up = h.reader.verify(stillUp.id()).call();
        h.kill();

        assertThat(h.recorder.sealAbandoned(Set.of(up)))
                .containsExactly(
                        new SealedRecording(gone.id(), h.call, ofSeconds(2), Duration.ZERO, true));
        assertThat(h.recorder.sealAbandoned(Set.of(up))).isEmpty();
        assertThat(h.recorder.resume(up)).isPresent();
        await().until(() -> h.catalog.ofCall(h.call).orElseThrow().length().isPresent());
    }

    @Test
    void a_recording_the_database_never_heard_of_is_adopted() {
        h.catalog.away = true;
        var recording = h.start();
        h.talk(recording, SECOND, CALLER, SYSTEM);
        var sealed = recording.close(h.clock.instant());
        h.restart();
        h.catalog.away = false;

        assertThat(h.recorder.sealAbandoned(Set.of())).containsExactly(sealed);

        assertThat(h.catalog.ofCall(h.call).orElseThrow().length()).contains(SECOND);
        await().until(() -> !Files.exists(h.directory.resolve("open/" + recording.id())));
        h.restart();
        assertThat(h.recorder.sealAbandoned(Set.of())).isEmpty();
    }

    @Test
    void killed_in_the_first_second_the_recording_goes_on_without_it() {
        var before = h.start();
        h.talk(before, ofMillis(900), CALLER, SYSTEM);
        await().until(() -> h.journals(before).size() == 1);
        await().until(() -> Files.size(h.journals(before).getFirst()) == Header.BYTES);
        h.kill();

        var after = h.recorder.resume(h.call).orElseThrow();
        h.talk(after, ofMillis(1_100), CALLER, SYSTEM);
        var sealed = after.close(h.clock.instant());

        assertThat(sealed.length()).isEqualTo(ofSeconds(2));
        assertThat(sealed.gaps()).isEqualTo(ofMillis(900));
        assertThat(part(h.reader.leg(before.id(), CALLER), ofMillis(900), ofSeconds(2)))
                .isEqualTo(pattern(7_200, 8_800));
    }

    @Test
    void killed_before_anything_was_stored_there_is_nothing_to_resume() {
        h.disk.full = true;
        h.start();
        h.kill();

        assertThat(h.recorder.resume(h.call)).isEmpty();
        assertThat(h.recorder.sealAbandoned(Set.of())).isEmpty();
    }

    @Test
    void a_changed_bit_costs_its_second_only_and_is_told() throws IOException {
        var recording = h.start();
        h.talk(recording, ofSeconds(4), CALLER);
        recording.close(h.clock.instant());
        Path journal = h.journals(recording).getFirst();
        byte[] bytes = Files.readAllBytes(journal);
        bytes[Header.BYTES + Slot.SEALED_BYTES + 4_000] ^= 1;
        bytes[2_000] ^= 1; // in the unused part of the header, and:
        bytes[12] ^= 1; // in its first copy
        Files.write(journal, bytes);

        short[] caller = h.reader.leg(recording.id(), CALLER);

        assertThat(part(caller, Duration.ZERO, SECOND)).isEqualTo(pattern(0, 8_000));
        assertThat(part(caller, SECOND, ofSeconds(2))).containsOnly(0);
        assertThat(part(caller, ofSeconds(2), ofSeconds(4))).isEqualTo(pattern(16_000, 16_000));
        assertThat(h.reader.verify(recording.id()).sealed()).isFalse();
    }

    @Test
    void a_second_taken_away_or_put_elsewhere_is_noticed() throws IOException {
        var recording = h.start();
        h.talk(recording, ofSeconds(4), CALLER);
        recording.close(h.clock.instant());
        Path journal = h.journals(recording).getFirst();
        byte[] bytes = Files.readAllBytes(journal);
        int second = Header.BYTES + Slot.SEALED_BYTES;
        int third = second + Slot.SEALED_BYTES;
        byte[] swapped = bytes.clone();
        System.arraycopy(bytes, second, swapped, third, Slot.SEALED_BYTES);
        System.arraycopy(bytes, third, swapped, second, Slot.SEALED_BYTES);
        Files.write(journal, swapped);

        assertThat(h.reader.verify(recording.id()).sealed()).isFalse();
        assertThat(part(h.reader.leg(recording.id(), CALLER), SECOND, ofSeconds(3)))
                .containsOnly(0);
    }

    @Test
    void when_its_key_is_destroyed_nothing_can_be_read() {
        var recording = h.start();
        h.talk(recording, SECOND, CALLER);
        recording.close(h.clock.instant());

        h.keys.buckets().forEach(h.keys::destroy);

        assertThatExceptionOfType(KeyDestroyed.class)
                .isThrownBy(() -> h.reader.leg(recording.id(), CALLER));
    }

    @Test
    void what_is_not_there_is_said_so() {
        assertThatExceptionOfType(RecordingUnreadable.class)
                .isThrownBy(() -> h.reader.stereo(UUID.randomUUID()))
                .withMessageContaining("There is no recording");
    }

    private static int indexOf(byte[] content, byte[] needle) {
        for (int i = 0; i + needle.length <= content.length; i++) {
            if (Arrays.mismatch(content, i, i + needle.length, needle, 0, needle.length) < 0) {
                return i;
            }
        }
        return -1;
    }
}
