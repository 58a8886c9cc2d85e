package org.earshot.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Where "now" is on the timeline of one call. The wall clock is read once; from then on it is the
/// steady clock, so that a corrected wall clock makes no gaps.
final class CallClock {

    private final LongSupplier nanos;
    private final long answeredNanos;

    CallClock(Instant answeredAt, InstantSource clock, LongSupplier nanos) {
        this.nanos = nanos;
        this.answeredNanos =
                nanos.getAsLong() - Duration.between(answeredAt, clock.instant()).toNanos();
    }

    /// Samples since the answer.
    long position() {
        return Math.max(0, Samples.in(Duration.ofNanos(nanos.getAsLong() - answeredNanos)));
    }
}
