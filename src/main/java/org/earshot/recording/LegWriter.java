package org.earshot.recording;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.earshot.audio.G711;

/// Turns the frames of one leg into slots of a second. Guarded by the lock of its recording.
final class LegWriter {

    private final Leg leg;
    private final int generation;
    private final Silences silences;
    private final LegTimeline timeline = new LegTimeline();
    private byte[] second = new byte[Slot.BODY_BYTES];
    private int filled;
    private boolean runsChanged;

    LegWriter(Leg leg, int generation, Silences silences) {
        this.leg = leg;
        this.generation = generation;
        this.silences = silences;
    }

    void write(long position, short[] samples, Consumer<Slot> full) {
        runsChanged |= timeline.arrived(position, samples.length);
        long spokenAt = timeline.nextPosition() - samples.length;
        boolean silent = silences.covers(spokenAt, position - samples.length);
        byte[] codes = G711.encodeALaw(samples);
        if (silent) {
            Arrays.fill(codes, G711.A_LAW_SILENCE);
        }
        int taken = 0;
        long first = timeline.next() - samples.length;
        while (taken < codes.length) {
            int count = Math.min(codes.length - taken, second.length - filled);
            System.arraycopy(codes, taken, second, filled, count);
            taken += count;
            filled += count;
            if (filled == second.length) {
                full.accept(cut(first + taken));
            }
        }
    }

    /// What is in hand, at the end.
    Optional<Slot> finish() {
        runsChanged |= timeline.finish();
        return filled > 0 || runsChanged ? Optional.of(cut(timeline.next())) : Optional.empty();
    }

    /// End of the leg on the timeline.
    long end() {
        return timeline.nextPosition();
    }

    private Slot cut(long next) {
        var slot =
                new Slot(
                        Slot.Kind.AUDIO,
                        leg,
                        generation,
                        next - filled,
                        timeline.newest(Slot.MOST_RUNS),
                        ByteBuffer.wrap(second, 0, filled));
        second = new byte[Slot.BODY_BYTES];
        filled = 0;
        runsChanged = false;
        return slot;
    }
}
