package org.earshot.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.earshot.recording.LegTimeline.Run;
import org.junit.jupiter.api.Test;

class LegTimelineTest {

    private static final int FRAME = 160;
    private final LegTimeline timeline = new LegTimeline();
    private long now;

    @Test
    void a_leg_begins_when_its_first_frame_was_spoken_not_when_it_arrived() {
        frames(1_000, 1);

        assertThat(timeline.newest(4)).containsExactly(new Run(0, 840));
    }

    @Test
    void frames_that_keep_pace_stay_one_run_whatever_their_jitter() {
        frames(1_000, 1);
        for (int i = 0; i < 500; i++) {
            // Up to 95 ms late, in turns.
            arrive(1_000 + (long) FRAME * (i + 1) + (i * 37L) % 760);
        }

        assertThat(timeline.newest(4)).hasSize(1);
        assertThat(timeline.nextPosition()).isEqualTo(840 + 501 * FRAME);
    }

    @Test
    void a_slow_reader_is_no_gap() {
        frames(160, 100);
        long stalledFor = 3 * 8_000;
        long resumed = now + stalledFor;
        for (int i = 0; i < 150; i++) {
            arrive(resumed + i); // all that waited, at once
        }
        frames(resumed + FRAME, 100);

        assertThat(timeline.newest(4)).containsExactly(new Run(0, 0));
    }

    @Test
    void a_reader_that_catches_up_slowly_is_no_gap() {
        frames(160, 100);
        long late = 20 * 8_000; // twenty seconds, made up at three times the pace
        for (int i = 0; i < 1_600; i++) {
            arrive(100 * FRAME + late + i * (FRAME / 3L));
        }

        assertThat(timeline.newest(4)).hasSize(1);
    }

    @Test
    void audio_that_was_lost_is_a_gap_and_what_follows_lies_where_it_was_spoken() {
        frames(160, 100);
        long lost = 5 * 8_000;
        frames(now + FRAME + lost, 100);

        assertThat(timeline.newest(4)).containsExactly(new Run(0, 0), new Run(100 * FRAME, lost));
        assertThat(timeline.nextPosition()).isEqualTo(200 * FRAME + lost);
    }

    @Test
    void a_gap_at_the_very_end_is_decided_when_the_leg_ends() {
        frames(160, 100);
        frames(now + FRAME + 8_000, 3);

        assertThat(timeline.newest(4)).hasSize(1);
        assertThat(timeline.finish()).isTrue();
        assertThat(timeline.newest(4)).containsExactly(new Run(0, 0), new Run(100 * FRAME, 8_000));
    }

    @Test
    void a_first_frame_that_was_held_up_is_corrected_by_those_behind_it() {
        // 25 frames waited half a second and come together.
        for (int i = 0; i < 25; i++) {
            arrive(8_000);
        }
        frames(8_000 + FRAME, 100);

        assertThat(timeline.newest(4)).containsExactly(new Run(0, 4_000));
    }

    @Test
    void a_correction_never_reaches_into_what_was_heard_before_nor_before_the_answer() {
        arrive(100);
        arrive(100);

        assertThat(timeline.newest(4)).containsExactly(new Run(0, 0));

        frames(8_000, 40);
        for (int i = 0; i < 400; i++) {
            arrive(now);
        }
        assertThat(timeline.newest(4).getLast().offset()).isNotNegative();
    }

    @Test
    void a_caller_whose_clock_is_slow_is_put_right_by_a_small_gap_now_and_then() {
        for (int i = 1; i <= 100_000; i++) { // 33 minutes, 200 ppm slow
            arrive(Math.round(i * FRAME * 1.0002));
        }

        assertThat(Math.abs(timeline.nextPosition() - now))
                .isLessThan(LegTimeline.TOLERANCE + FRAME);
        assertThat(timeline.newest(100)).hasSizeBetween(2, 6);
    }

    @Test
    void any_mix_of_stalls_and_losses_keeps_order_and_does_not_lead_the_clock() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var mixed = new LegTimeline();
            long spoken = random.nextInt(2_000);
            long clock = spoken;
            for (int i = 0; i < 400; i++) {
                spoken += FRAME + (random.nextInt(60) == 0 ? random.nextInt(20_000) : 0);
                long delay = random.nextInt(40) == 0 ? random.nextInt(30_000) : random.nextInt(200);
                clock = Math.max(clock, spoken + delay);
                mixed.arrived(clock, FRAME);
                if (!pushedBackAsFarAsItGoes(mixed)) {
                    assertThat(mixed.nextPosition())
                            .as("seed %d", seed)
                            .isLessThanOrEqualTo(clock + LegTimeline.TOLERANCE);
                }
            }
            List<Run> runs = mixed.newest(1_000);
            for (int i = 1; i < runs.size(); i++) {
                assertThat(runs.get(i).from()).isGreaterThan(runs.get(i - 1).from());
                assertThat(runs.get(i).offset()).isGreaterThanOrEqualTo(runs.get(i - 1).offset());
            }
        }
    }

    private static boolean pushedBackAsFarAsItGoes(LegTimeline timeline) {
        List<Run> last = timeline.newest(2);
        return last.size() == 2 && last.get(0).offset() == last.get(1).offset();
    }

    /// `count` frames in real time, the first at `position`.
    private void frames(long position, int count) {
        for (int i = 0; i < count; i++) {
            arrive(position + (long) i * FRAME);
        }
    }

    private void arrive(long position) {
        now = position;
        timeline.arrived(position, FRAME);
    }
}
