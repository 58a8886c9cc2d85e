package org.earshot.shield;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns the keystore once a second for as long as the shield runs, and says when something is not
/// as it should be: once when it begins, once when it ends.
public final class KeyTimer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyTimer.class);

    private final EpochKeystore keystore;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("shield-keys").factory());
    private volatile String trouble = ""; // written only in the timer's thread

    public KeyTimer(EpochKeystore keystore) {
        this.keystore = keystore;
        var _ = thread.scheduleWithFixedDelay(this::turn, 1, 1, TimeUnit.SECONDS);
    }

    /// What is not as it should be, in a sentence; empty when all is well.
    public String trouble() {
        return trouble;
    }

    void turn() {
        String now;
        try {
            keystore.turn();
            now = troubleIn(keystore.report());
        } catch (RuntimeException failure) {
            // Whatever it is: the next second tries again, and calls go on with the keys at hand.
            now = String.valueOf(failure.getMessage());
        }
        if (!now.equals(trouble)) {
            if (now.isEmpty()) {
                LOG.info("The shield's keys are in order again.");
            } else {
                LOG.error("{}", now);
            }
            trouble = now;
        }
    }

    private static String troubleIn(KeyReport report) {
        if (report.clockHeld()) {
            return "The system clock jumped by more than an hour, so no key is destroyed for a day;"
                    + " put it right, or run 'earshot shield-keys rotate --confirm-clock'.";
        }
        return report.overdue().isEmpty()
                ? ""
                : "The key of " + report.overdue().getFirst() + " should be destroyed and is not.";
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
