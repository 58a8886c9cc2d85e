package org.earshot.recording;

import java.time.Duration;

/// Time counted in samples of the telephone: 8,000 a second.
final class Samples {

    static final int PER_SECOND = 8_000;
    private static final long NANOS_EACH = 1_000_000_000L / PER_SECOND;

    private Samples() {}

    static Duration duration(long samples) {
        return Duration.ofNanos(samples * NANOS_EACH);
    }

    static long in(Duration duration) {
        return duration.toNanos() / NANOS_EACH;
    }

    static long ofMillis(int millis) {
        return (long) millis * PER_SECOND / 1_000;
    }
}
