package org.earshot.shield;

import java.util.concurrent.atomic.AtomicLong;

/// A token bucket for new calls, shared by all loops of a process: one number, no lock. It holds
/// the moment at which the bucket will be full again (the generic cell rate algorithm).
final class CallRate {

    private static final long SECOND = 1_000_000_000L;

    private final long interval;
    private final long burst;
    private final AtomicLong fullAt = new AtomicLong(Long.MIN_VALUE);

    /// @param perSecond calls a second, in the long run
    /// @param burst calls at once
    CallRate(int perSecond, int burst) {
        this.interval = SECOND / perSecond;
        this.burst = interval * burst;
    }

    /// @param now [System#nanoTime()]
    boolean take(long now) {
        while (true) {
            long standing = fullAt.get();
            long from = standing == Long.MIN_VALUE || standing - now < 0 ? now : standing;
            if (from + interval - now > burst) {
                return false;
            }
            if (fullAt.compareAndSet(standing, from + interval)) {
                return true;
            }
        }
    }
}
