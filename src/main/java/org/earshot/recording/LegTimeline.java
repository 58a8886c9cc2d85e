package org.earshot.recording;

import java.util.ArrayList;
import java.util.List;

/// Places the samples of one leg on the timeline of the call. Pure: frames and times in, places
/// out.
///
/// Samples follow each other; the clock only says where a run of them begins:
/// - *A run begins* where its earliest frame says: audio cannot arrive before it was spoken, so the
///   smallest delay of the run's first two seconds is the best guess.
/// - *A late frame* has two causes that look alike at first. Was the reader slow, nothing is
///   missing, and the frames behind it come in a burst that catches up with the clock. Was audio
///   lost, they come at their usual pace and stay behind. So a leg more than 100 ms late is
///   watched: if it does not catch up, the smallest lag seen is a gap, and a new run begins with
///   the first late frame.
final class LegTimeline {

    /// Ordinary jitter of scheduling and network stays below.
    static final long TOLERANCE = Samples.ofMillis(100);

    private static final long SETTLING = Samples.ofMillis(2_000);
    private static final long WATCH = Samples.ofMillis(500);

    /// Lag that falls by more than a frame is a reader catching up.
    private static final long CATCHING_UP = Samples.ofMillis(20);

    /// From this sample of the leg on, timeline = sample + `offset`.
    record Run(long from, long offset) {}

    private final List<Run> runs = new ArrayList<>();
    private long next;
    private long settledAt;
    private boolean watching;
    private long watchedFrom;
    private long watchedSince;
    private long watchedNext;
    private long lagSince;
    private long smallestLag;

    /// Takes `count` samples that arrived at `position`.
    ///
    /// @return whether the runs changed
    boolean arrived(long position, int count) {
        boolean changed;
        if (runs.isEmpty()) {
            begin(0, Math.max(0, position - count), position);
            changed = true;
        } else {
            changed = follow(position, count);
        }
        next += count;
        return changed;
    }

    /// Decides what is still being watched, as no more frames come.
    boolean finish() {
        if (watching && smallestLag > TOLERANCE) {
            declareGap(watchedSince);
            return true;
        }
        return false;
    }

    /// Samples taken so far, which is the number of the next one.
    long next() {
        return next;
    }

    /// Where the next sample lies, as far as is known.
    long nextPosition() {
        return runs.isEmpty() ? 0 : next + runs.getLast().offset();
    }

    /// The newest runs, oldest first.
    List<Run> newest(int most) {
        return List.copyOf(runs.subList(Math.max(0, runs.size() - most), runs.size()));
    }

    private boolean follow(long position, int count) {
        long lag = position - (nextPosition() + count);
        if (lag <= TOLERANCE) {
            watching = false;
            return leadsTheClock(lag, position) && moveBack(lag);
        }
        watch(lag, position);
        // Half a second of audio too: one stall after another passes time, but brings no frames.
        if (position - watchedSince >= WATCH && next - watchedNext >= WATCH) {
            declareGap(position);
            return true;
        }
        return false;
    }

    /// Once a run has settled, only a lead that cannot be jitter counts: a gap that was none after
    /// all.
    private boolean leadsTheClock(long lag, long position) {
        return lag < (position < settledAt ? 0 : -TOLERANCE);
    }

    private void watch(long lag, long position) {
        if (!watching) {
            watching = true;
            watchedFrom = next;
            watchAgain(lag, position);
            smallestLag = lag;
        }
        smallestLag = Math.min(smallestLag, lag);
        if (lag < lagSince - CATCHING_UP) {
            watchAgain(lag, position);
        }
    }

    private void watchAgain(long lag, long position) {
        watchedSince = position;
        watchedNext = next;
        lagSince = lag;
    }

    private void declareGap(long position) {
        begin(watchedFrom, runs.getLast().offset() + smallestLag, position);
    }

    private void begin(long from, long offset, long position) {
        runs.add(new Run(from, offset));
        settledAt = position + SETTLING;
        watching = false;
    }

    /// Not into the run before, nor before the answer.
    private boolean moveBack(long lag) {
        Run run = runs.removeLast();
        long floor = runs.isEmpty() ? 0 : runs.getLast().offset();
        long offset = Math.max(floor, run.offset() + lag);
        runs.add(new Run(run.from(), offset));
        return offset != run.offset();
    }
}
