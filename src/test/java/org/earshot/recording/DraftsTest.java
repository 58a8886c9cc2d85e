package org.earshot.recording;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.earshot.recording.RecordingHarness.pattern;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.earshot.crypto.Bucket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The draft of a call of which no sound is kept")
class DraftsTest {

    private static final Duration FRAME = Duration.ofMillis(20);

    @TempDir private Path temp;
    private RecordingHarness h;
    private Drafts drafts;
    private LiveRecording recording;
    private int spoken;

    @BeforeEach
    void begin() {
        h = new RecordingHarness(temp);
        drafts = open();
        recording = h.start();
        recording.silence(true);
    }

    @AfterEach
    void end() {
        drafts.close();
        h.close();
    }

    private Drafts open() {
        return open(new LocalDisk());
    }

    private Drafts open(Disk disk) {
        return Drafts.open(h.settings, h.keys, h.clock, h.clock::nanos, disk);
    }

    @Test
    void completes_the_recording_where_that_is_silent() {
        var draft = drafts.begin(h.call, h.clock.instant(), recording.id());
        say(draft);
        close(draft);

        assertThat(completed()).isEqualTo(pattern(0, 16_000));
    }

    @Test
    void is_waited_for_while_the_disk_has_not_taken_all_of_it() {
        var disk = new FaultyDisk();
        var slow = open(disk);
        disk.hang = new CountDownLatch(1);
        var draft = slow.begin(h.call, h.clock.instant(), recording.id());
        say(draft);
        close();
        draft.close(h.clock.instant());

        assertThatThrownBy(() -> slow.completed(recording.id(), recorded()))
                .isInstanceOf(RecordingUnreadable.class)
                .hasMessageContaining("still being written");

        disk.hang.countDown();
        await().untilAsserted(() ->
                assertThat(slow.completed(recording.id(), recorded()))
                        .isEqualTo(pattern(0, 16_000)));
        slow.close();
    }

    @Test
    void keeps_what_was_said_before_its_end_however_late_it_arrives() {
        var draft = drafts.begin(h.call, h.clock.instant(), recording.id());
        say(draft);
        h.clock.advance(ofSeconds(1));
        draft.fallSilent(); // nothing has arrived for a second
        for (int frame = 0; frame < 60; frame++) {
            draft.write(Leg.CALLER, pattern(spoken + 160 * frame, 160));
        }
        close(draft);

        assertThat(Arrays.copyOf(completed(), 24_000)).isEqualTo(pattern(0, 24_000));
    }

    @Test
    void is_gone_with_its_key_when_it_is_destroyed() {
        var draft = drafts.begin(h.call, h.clock.instant(), recording.id());
        say(draft);
        close(draft);
        Path folder = h.directory.resolve("drafts").resolve(recording.id().toString());
        assertThat(folder).isNotEmptyDirectory();

        drafts.destroy(recording.id());
        drafts.destroy(recording.id());

        assertThat(folder).doesNotExist();
        for (short sample : completed()) {
            assertThat(Math.abs(sample)).as("nothing is heard").isLessThanOrEqualTo(8);
        }
    }

    @Test
    void stays_until_nobody_needs_it() {
        var draft = drafts.begin(h.call, h.clock.instant(), recording.id());
        say(draft);
        drafts.tidy(_ -> false); // not while it is made
        close(draft);
        Path folder = h.directory.resolve("drafts").resolve(recording.id().toString());

        drafts.tidy(recording.id()::equals);
        assertThat(folder).isNotEmptyDirectory();

        await().untilAsserted(() -> {
            drafts.tidy(_ -> false);
            assertThat(folder).doesNotExist();
        });
    }

    @Test
    void that_begins_while_the_others_are_looked_at_is_not_taken_for_a_complete_one()
            throws Exception {
        Path folder = h.directory.resolve("drafts").resolve(recording.id().toString());

        var complete =
                drafts.complete(() -> {
                    var _ = drafts.begin(h.call, h.clock.instant(), recording.id());
                    await().until(() -> Files.isDirectory(folder));
                });

        assertThat(complete).isEmpty();
        assertThat(drafts.complete(() -> {})).isEmpty();
    }

    @Test
    void is_destroyed_on_its_last_day_though_nobody_wrote_it_down() {
        var draft = drafts.begin(h.call, h.clock.instant(), recording.id());
        say(draft);
        close(draft);
        awaitComplete();
        drafts.tidy(_ -> true);
        assertThat(drafts.holds(recording.id())).isTrue();

        h.clock.advance(Duration.ofDays(2));
        drafts.tidy(_ -> true);

        assertThat(drafts.holds(recording.id())).isFalse();
    }

    @Test
    void adds_nothing_when_it_cannot_be_opened() throws Exception {
        close();
        Path folder = h.directory.resolve("drafts").resolve(recording.id().toString());
        Files.createDirectories(folder);
        assertThat(completed()).isEqualTo(recorded());

        Files.write(folder.resolve("journal-0001"), new byte[4096]);

        assertThat(completed()).isEqualTo(recorded());
    }

    @Test
    void adds_nothing_when_its_key_is_destroyed() {
        var draft = drafts.begin(h.call, h.clock.instant(), recording.id());
        say(draft);
        close(draft);
        LocalDate day = LocalDate.ofInstant(h.clock.instant(), ZoneOffset.UTC).plusDays(2);
        h.keys.destroy(new Bucket("RECORDING", day));

        assertThat(completed()).isEqualTo(recorded());
    }

    @Test
    void lies_beside_what_is_none() throws Exception {
        var draft = drafts.begin(h.call, h.clock.instant(), recording.id());
        say(draft);
        close(draft);
        awaitComplete();
        Path stray = Files.createDirectory(h.directory.resolve("drafts").resolve("lost+found"));

        drafts.tidy(_ -> false);

        assertThat(drafts.holds(recording.id())).isFalse();
        assertThat(stray).isDirectory();
    }

    @Test
    void goes_on_with_the_next_core() {
        var draft = drafts.begin(h.call, h.clock.instant(), recording.id());
        say(draft);
        drafts.close();

        drafts = open();
        drafts.sealAbandoned(Set.of(h.call));
        var resumed = drafts.resume(h.call).orElseThrow();
        assertThat(resumed.id()).isEqualTo(recording.id());
        close(resumed);

        assertThat(completed()).isEqualTo(pattern(0, 16_000));
    }

    @Test
    void is_closed_by_the_next_core_when_its_call_is_over() throws Exception {
        var draft = drafts.begin(h.call, h.clock.instant(), recording.id());
        say(draft);
        drafts.close();
        close();

        drafts = open();
        assertThat(drafts.complete(() -> {})).isEmpty();
        drafts.sealAbandoned(Set.of());

        awaitComplete();
        assertThat(drafts.resume(h.call)).isEmpty();
        assertThat(completed()).isEqualTo(pattern(0, 16_000));
    }

    private void awaitComplete() {
        await().until(() -> drafts.complete(() -> {}).contains(recording.id()));
    }

    private void say(LiveRecording draft) {
        for (long frame = ofSeconds(2).dividedBy(FRAME); frame > 0; frame--) {
            h.clock.advance(FRAME);
            short[] samples = pattern(spoken, 160);
            recording.write(Leg.CALLER, samples);
            draft.write(Leg.CALLER, samples);
            spoken += 160;
        }
    }

    private void close() {
        recording.close(h.clock.instant());
    }

    private void close(LiveRecording draft) {
        close();
        assertThat(draft.close(h.clock.instant()).sealed()).isTrue();
    }

    private short[] completed() {
        return drafts.completed(recording.id(), recorded());
    }

    private short[] recorded() {
        return h.reader.leg(recording.id(), Leg.CALLER);
    }
}
