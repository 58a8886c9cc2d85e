package org.earshot.staff;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Two lanes for what costs 64 MiB and a fifth of a second: one for browsers in which somebody
/// signed in before, one for all others. So a flood of strangers takes one processor at most, and
/// keeps nobody out who was here before.
final class HashGate {

    /// Who waits longer has given up or is no person.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /// A waiting request costs little; what it waits for does not.
    private static final int MOST_WAITING = 32;

    private final Semaphore known = new Semaphore(1, true);
    private final Semaphore strangers = new Semaphore(1, true);

    /// @return empty when too many wait already
    <T> Optional<T> pass(boolean isKnown, Supplier<T> work) throws InterruptedException {
        var lane = isKnown ? known : strangers;
        if (lane.getQueueLength() >= MOST_WAITING
                || !lane.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            lane.release();
        }
    }
}
