package org.earshot.recording;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.earshot.recording.Leg.CALLER;
import static org.earshot.recording.Leg.SYSTEM;
import static org.earshot.recording.RecordingHarness.part;
import static org.earshot.recording.RecordingHarness.pattern;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.earshot.recording.RecordingFailed.Reason;
import org.earshot.telephony.CallId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderFaultTest {

    @TempDir private Path temp;
    private RecordingHarness h;

    @BeforeEach
    void open() {
        h = new RecordingHarness(temp);
    }

    @AfterEach
    void close() {
        h.disk.hang.countDown();
        h.close();
    }

    @Test
    void a_file_whose_confirmation_failed_is_abandoned_and_nothing_is_lost() throws IOException {
        var recording = h.start();
        h.talk(recording, ofSeconds(2), CALLER, SYSTEM);
        h.awaitStored(recording, 4);
        h.disk.forcesToFail.set(1);
        h.talk(recording, ofSeconds(2), CALLER, SYSTEM);
        await().until(() -> h.journals(recording).size() == 2);
        h.talk(recording, ofSeconds(1), CALLER, SYSTEM);
        var sealed = recording.close(h.clock.instant());

        assertThat(sealed.sealed()).isTrue();
        assertThat(sealed.gaps()).isZero();
        assertThat(h.journals(recording)).hasSize(2);
        assertThat(h.reader.leg(recording.id(), CALLER)).isEqualTo(pattern(0, 40_000));
        assertThat(h.reader.leg(recording.id(), SYSTEM)).isEqualTo(pattern(0, 40_000));
        assertThat(h.reader.verify(recording.id())).isEqualTo(sealed);
        assertThat(h.failures).isEmpty();
    }

    @Test
    void a_confirmation_that_fails_at_the_end_is_made_up_in_another_file() {
        var recording = h.start();
        h.talk(recording, ofMillis(2_500), CALLER, SYSTEM);
        h.awaitStored(recording, 4);
        h.disk.forcesToFail.set(1);
        var sealed = recording.close(h.clock.instant());

        assertThat(sealed.sealed()).isTrue();
        assertThat(h.reader.leg(recording.id(), CALLER)).isEqualTo(pattern(0, 20_000));
        assertThat(h.reader.verify(recording.id())).isEqualTo(sealed);
    }

    @Test
    void a_full_disk_is_told_once_and_the_call_goes_on() {
        h.disk.full = true;
        var recording = h.start();
        h.talk(recording, ofSeconds(3), CALLER, SYSTEM);
        await().until(() -> !h.failures.isEmpty());
        h.talk(recording, ofSeconds(3), CALLER, SYSTEM);
        var sealed = recording.close(h.clock.instant());

        assertThat(sealed.sealed()).isFalse();
        assertThat(sealed.length()).isEqualTo(ofSeconds(6));
        assertThat(h.failures)
                .extracting(RecordingFailed::reason)
                .containsExactly(Reason.DISK_FULL);
        assertThat(h.failures.element()).hasMessageContaining("free some space");
    }

    @Test
    void when_space_comes_back_the_minute_that_waited_is_kept_by_itself() {
        var recording = h.start();
        h.talk(recording, ofSeconds(1), CALLER, SYSTEM);
        h.awaitStored(recording, 2);
        h.disk.full = true;
        h.talk(recording, ofSeconds(10), CALLER, SYSTEM);
        await().until(() -> !h.failures.isEmpty());
        h.disk.full = false;
        h.talk(recording, ofSeconds(2), CALLER, SYSTEM);
        h.awaitStored(recording, 26);
        var sealed = recording.close(h.clock.instant());

        assertThat(sealed.sealed()).isTrue();
        assertThat(sealed.gaps()).isZero();
        assertThat(h.reader.leg(recording.id(), CALLER)).isEqualTo(pattern(0, 104_000));
        assertThat(h.reader.verify(recording.id())).isEqualTo(sealed);
    }

    @Test
    void what_does_not_fit_into_memory_becomes_a_gap_and_the_rest_is_kept() {
        h.disk.full = true;
        var recording = h.start();
        h.talk(recording, ofSeconds(70), CALLER, SYSTEM);
        h.disk.full = false;
        h.awaitStored(recording, JournalKeeper.MOST_WAITING);
        await().until(() ->
                h.disk.confirmedBytes() >= (long) JournalKeeper.MOST_WAITING * Slot.SEALED_BYTES);
        // One thread confirms: once another recording is served, it is done with this one.
        int forces = h.disk.forces.get();
        h.burst(h.recorder.start(CallId.random(), h.clock.instant()), 50, CALLER);
        await().until(() -> h.disk.forces.get() > forces);
        h.talk(recording, ofSeconds(2), CALLER, SYSTEM);
        var sealed = recording.close(h.clock.instant());

        assertThat(sealed.sealed()).isTrue();
        assertThat(sealed.length()).isEqualTo(ofSeconds(72));
        assertThat(sealed.gaps()).isBetween(ofSeconds(10), ofSeconds(13));
        short[] caller = h.reader.leg(recording.id(), CALLER);
        assertThat(part(caller, Duration.ZERO, ofSeconds(60))).isEqualTo(pattern(0, 480_000));
        assertThat(part(caller, ofSeconds(71), ofSeconds(72)))
                .isEqualTo(pattern(72 * 8_000, 8_000));
    }

    @Test
    void a_recording_that_could_not_be_sealed_is_sealed_when_the_disk_can_again() {
        var recording = h.start();
        h.talk(recording, ofSeconds(2), CALLER, SYSTEM);
        h.awaitStored(recording, 4);
        h.disk.full = true;
        assertThat(recording.close(h.clock.instant()).sealed()).isFalse();

        h.disk.full = false;

        await().until(() -> h.reader.verify(recording.id()).sealed());
        await().until(() -> h.catalog.ofCall(h.call).orElseThrow().length().isPresent());
        assertThat(h.reader.leg(recording.id(), CALLER)).isEqualTo(pattern(0, 16_000));
    }

    @Test
    void killed_while_the_disk_was_full_the_next_core_seals_what_there_is() {
        var recording = h.start();
        h.talk(recording, ofSeconds(2), CALLER, SYSTEM);
        h.awaitStored(recording, 4);
        h.disk.full = true;
        h.talk(recording, ofSeconds(1), CALLER, SYSTEM);
        await().until(() -> !h.failures.isEmpty());
        h.kill();
        h.disk.full = false;

        assertThat(h.recorder.sealAbandoned(Set.of()))
                .singleElement()
                .satisfies(sealed -> assertThat(sealed.sealed()).isTrue())
                .satisfies(sealed -> assertThat(sealed.length()).isEqualTo(ofSeconds(2)));
    }

    @Test
    void a_recording_that_was_called_sealed_survives_a_power_cut() throws IOException {
        var recording = h.start();
        h.talk(recording, ofMillis(2_500), CALLER, SYSTEM);
        var sealed = recording.close(h.clock.instant());
        h.disk.cutPower();

        assertThat(sealed.sealed()).isTrue();
        assertThat(h.reader.verify(recording.id())).isEqualTo(sealed);
        assertThat(h.reader.leg(recording.id(), CALLER)).isEqualTo(pattern(0, 20_000));
    }

    @Test
    void after_a_power_cut_the_next_core_finds_every_second_that_was_confirmed()
            throws IOException {
        var recording = h.start();
        h.talk(recording, ofSeconds(2), CALLER, SYSTEM);
        h.awaitStored(recording, 4);
        int forces = h.disk.forces.get();
        h.talk(recording, ofSeconds(1), CALLER, SYSTEM);
        await().until(() -> h.disk.forces.get() > forces);
        h.kill();
        h.disk.cutPower();
        h.restart();

        assertThat(h.recorder.sealAbandoned(Set.of()))
                .singleElement()
                .satisfies(sealed ->
                        assertThat(sealed.length()).isBetween(ofSeconds(2), ofSeconds(3)));
        short[] caller = h.reader.leg(recording.id(), CALLER);
        assertThat(part(caller, Duration.ZERO, ofSeconds(2))).isEqualTo(pattern(0, 16_000));
    }

    @Test
    void a_disk_that_hangs_holds_up_neither_a_hundred_legs_nor_a_hang_up_for_long() {
        var recordings = new ArrayList<LiveRecording>();
        for (int i = 0; i < 50; i++) {
            recordings.add(h.recorder.start(CallId.random(), h.clock.instant()));
        }
        var hang = new CountDownLatch(1);
        h.disk.hang = hang;
        long slowest = 0;
        for (int frame = 0; frame < 250; frame++) {
            for (var recording : recordings) {
                long before = System.nanoTime();
                h.burst(recording, 1, CALLER, SYSTEM);
                slowest = Math.max(slowest, System.nanoTime() - before);
            }
            h.pass(ofMillis(20));
        }
        hang.countDown();

        // A pause of this machine is allowed for; a wait for the disk would be endless.
        assertThat(Duration.ofNanos(slowest)).isLessThan(ofSeconds(1));
        for (var recording : recordings) {
            assertThat(recording.close(h.clock.instant()).sealed()).isTrue();
        }
    }

    @Test
    void too_little_space_for_another_call_is_said_before_it_is_taken() {
        h.recorder.requireSpace();
        h.disk.free = 999_999;

        assertThatExceptionOfType(RecordingFailed.class)
                .isThrownBy(h.recorder::requireSpace)
                .withMessageContaining("free some space")
                .extracting(RecordingFailed::reason)
                .isEqualTo(Reason.DISK_FULL);
    }

    @Test
    void a_missing_key_is_told_and_the_call_goes_on() throws IOException {
        h.keys.newDataKey("RECORDING", LocalDate.parse("2026-11-29"));
        for (var bucket : List.copyOf(h.keys.buckets())) {
            h.keys.destroy(bucket);
        }
        var recording = h.start();
        h.talk(recording, ofSeconds(2), CALLER, SYSTEM);
        var sealed = recording.close(h.clock.instant());

        assertThat(sealed.sealed()).isFalse();
        assertThat(h.failures).extracting(RecordingFailed::reason).containsExactly(Reason.KEYS);
    }
}
