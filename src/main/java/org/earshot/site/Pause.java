package org.earshot.site;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waiting for other programs, which tell nobody when they are ready.
final class Pause {

    private static final Duration STEP = Duration.ofMillis(20);

    private Pause() {}

    static void of(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SiteFault("Interrupted while waiting.", interrupted);
        }
    }

    /// @return whether `condition` came true within `patience`
    static boolean until(BooleanSupplier condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            of(STEP);
        }
        return true;
    }
}
