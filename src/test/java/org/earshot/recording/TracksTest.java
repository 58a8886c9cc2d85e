package org.earshot.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracksTest {

    private final Tracks tracks = new Tracks();

    @Test
    void a_recording_without_audio_is_all_gap() {
        assertThat(tracks.gaps(80_000)).isEqualTo(80_000);
        assertThat(tracks.end()).isZero();
    }

    @Test
    void a_call_with_both_legs_from_end_to_end_has_no_gap() {
        second(Leg.CALLER, 0, 0);
        second(Leg.CALLER, 8_000, 0);
        second(Leg.SYSTEM, 0, 100);
        second(Leg.SYSTEM, 8_000, 100);

        assertThat(tracks.gaps(16_400)).isZero();
        assertThat(tracks.end()).isEqualTo(16_100);
    }

    @Test
    void time_in_which_either_leg_is_missing_counts_once() {
        second(Leg.CALLER, 0, 0); // missing from 8,000
        second(Leg.SYSTEM, 0, 12_000); // missing until 12,000

        assertThat(tracks.gaps(20_000)).isEqualTo(20_000);
        second(Leg.CALLER, 8_000, 0);
        assertThat(tracks.gaps(20_000)).isEqualTo(16_000);
        second(Leg.AGENT, 0, 0); // an agent's leg neither opens nor closes a gap
        assertThat(tracks.gaps(20_000)).isEqualTo(16_000);
    }

    @Test
    void a_slot_across_a_gap_is_placed_in_pieces() {
        second(Leg.CALLER, 0, 0);
        var across =
                new Slot(
                        Slot.Kind.AUDIO,
                        Leg.CALLER,
                        1,
                        8_000,
                        List.of(new LegTimeline.Run(0, 0), new LegTimeline.Run(10_000, 4_000)),
                        ByteBuffer.wrap(new byte[8_000]));
        tracks.add(across);

        var pieces = new ArrayList<String>();
        tracks.place(
                across,
                (position, sample, count) -> pieces.add(position + " " + sample + " " + count));

        assertThat(pieces).containsExactly("8000 0 2000", "14000 2000 6000");
    }

    private void second(Leg leg, long first, long offset) {
        tracks.add(
                new Slot(
                        Slot.Kind.AUDIO,
                        leg,
                        1,
                        first,
                        List.of(new LegTimeline.Run(0, offset)),
                        ByteBuffer.wrap(new byte[8_000])));
    }
}
