package org.earshot.cases;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Lets answers leave only on the beat, so that the time one takes says nothing of what was found.
final class AnswerPace {

    private final long beatNanos;

    AnswerPace(Duration beat) {
        this.beatNanos = beat.toNanos();
    }

    <T> T keep(Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            long beats = (System.nanoTime() - start) / beatNanos + 1;
            waitUntil(start + beats * beatNanos);
        }
    }

    private static void waitUntil(long moment) {
        long left = moment - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = moment - System.nanoTime();
        }
    }
}
