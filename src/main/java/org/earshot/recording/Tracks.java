package org.earshot.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Which parts of a call's timeline are stored: the slots of all legs and generations, and the runs
/// that place them.
final class Tracks {

    /// Part of the timeline, in samples.
    record Span(long from, long to) {}

    /// Receives a piece of a slot: `count` samples from `sample` of it belong at `position`.
    interface Pieces {
        void piece(long position, int sample, int count);
    }

    private record Key(int generation, Leg leg) {}

    private record Stored(long first, int length) {}

    private static final class Track {
        private final NavigableMap<Long, Long> offsets = new TreeMap<>();
        private final List<Stored> slots = new ArrayList<>();
    }

    private final Map<Key, Track> tracks = new LinkedHashMap<>();

    void add(Slot slot) {
        if (slot.kind() != Slot.Kind.AUDIO) {
            return;
        }
        var track = track(slot);
        slot.runs().forEach(run -> track.offsets.put(run.from(), run.offset()));
        track.slots.add(new Stored(slot.first(), slot.length()));
    }

    /// Where the samples of `slot` lie, once all slots were added.
    void place(Slot slot, Pieces pieces) {
        place(track(slot), slot.first(), slot.length(), pieces);
    }

    /// End of the last sample stored.
    long end() {
        long end = 0;
        for (Leg leg : Leg.values()) {
            end = Math.max(end, spans(leg).stream().mapToLong(Span::to).max().orElse(0));
        }
        return end;
    }

    /// Time before `length` in which the caller's or the system's leg is missing. Both are captured
    /// from answer to hang-up; an agent comes and goes. Holes within the tolerance are none.
    long gaps(long length) {
        var holes = new ArrayList<Span>();
        holes.addAll(holes(Leg.CALLER, length));
        holes.addAll(holes(Leg.SYSTEM, length));
        return covered(holes);
    }

    private List<Span> holes(Leg leg, long length) {
        var holes = new ArrayList<Span>();
        long reached = 0;
        for (Span span : spans(leg)) {
            holes.add(new Span(reached, Math.min(span.from(), length)));
            reached = Math.max(reached, span.to());
        }
        holes.add(new Span(reached, length));
        holes.removeIf(hole -> hole.to() - hole.from() <= LegTimeline.TOLERANCE);
        return holes;
    }

    private static long covered(List<Span> spans) {
        long covered = 0;
        long reached = 0;
        for (Span span : spans.stream().sorted(Comparator.comparingLong(Span::from)).toList()) {
            covered += Math.max(0, span.to() - Math.max(reached, span.from()));
            reached = Math.max(reached, span.to());
        }
        return covered;
    }

    private List<Span> spans(Leg leg) {
        var spans = new ArrayList<Span>();
        tracks.forEach((key, track) -> {
            if (key.leg == leg) {
                for (var slot : track.slots) {
                    place(
                            track,
                            slot.first,
                            slot.length,
                            (position, _, count) ->
                                    spans.add(new Span(position, position + count)));
                }
            }
        });
        spans.sort(Comparator.comparingLong(Span::from));
        return spans;
    }

    private static void place(Track track, long first, int length, Pieces pieces) {
        long sample = first;
        long end = first + length;
        while (sample < end) {
            var run = track.offsets.floorEntry(sample);
            var nextRun = track.offsets.higherKey(sample);
            long to = nextRun == null ? end : Math.min(end, nextRun);
            if (run != null) {
                pieces.piece(sample + run.getValue(), (int) (sample - first), (int) (to - sample));
            }
            sample = to;
        }
    }

    private Track track(Slot slot) {
        return tracks.computeIfAbsent(new Key(slot.generation(), slot.leg()), _ -> new Track());
    }
}
