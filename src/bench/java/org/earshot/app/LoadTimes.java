package org.earshot.app;

import java.util.Arrays;

/// Durations of one kind, in nanoseconds, without objects.
final class LoadTimes {

    private final long[] nanos;
    private int size;

    LoadTimes(int most) {
        this.nanos = new long[most];
    }

    void add(long duration) {
        if (size < nanos.length) {
            nanos[size++] = duration;
        }
    }

    /// The value below which `share` of all lie, in microseconds; 0 if there is none.
    double micros(double share) {
        if (size == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return sorted[Math.min(size - 1, (int) (size * share))] / 1e3;
    }
}
