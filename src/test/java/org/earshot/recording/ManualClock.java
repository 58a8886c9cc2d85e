package org.earshot.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A wall clock and a steady clock that go on when told to.
final class ManualClock implements InstantSource {

    static final Instant BEGIN = Instant.parse("2026-06-02T09:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private volatile Duration wallIsAhead = Duration.ZERO;

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(nanos.get()).plus(wallIsAhead);
    }

    long nanos() {
        return nanos.get();
    }

    void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    /// As if a person or NTP had set the wall clock.
    void setWall(Duration ahead) {
        wallIsAhead = ahead;
    }
}
