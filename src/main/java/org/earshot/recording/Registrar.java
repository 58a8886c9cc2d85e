package org.earshot.recording;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.earshot.db.DatabaseUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the catalog, in order and in the background: neither an answer nor a hang-up waits for the
/// database. What could not be told when the core stops is found by the marks of the next start.
final class Registrar implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final BlockingQueue<Runnable> notices = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closing;

    Registrar() {
        this.thread = Thread.ofVirtual().name("recording-registrar").start(this::run);
    }

    void tell(Runnable notice) {
        notices.add(notice);
    }

    /// Waits until all notices so far were heard.
    ///
    /// @return false when `patience` passed before
    boolean settle(Duration patience) {
        var heard = new CountDownLatch(1);
        tell(heard::countDown);
        try {
            return heard.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Gives the notices that are waiting a moment.
    @Override
    public void close() {
        closing = true;
        notices.add(() -> {});
        try {
            if (!thread.join(FAREWELL)) {
                LOG.warn(
                        "{} recordings are not in the database yet; the next start adds them",
                        notices.size());
                thread.interrupt();
            }
        } catch (InterruptedException interrupted) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing || !notices.isEmpty()) {
                tellUntilHeard(notices.take());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the database refuses it will refuse again; the mark of the recording stays for the next
    /// start.
    private void tellUntilHeard(Runnable notice) throws InterruptedException {
        while (true) {
            try {
                notice.run();
                return;
            } catch (DatabaseUnavailable away) {
                LOG.warn(
                        "The database was not told of a recording; trying again: {}",
                        away.getMessage());
                if (closing) {
                    return;
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            } catch (RuntimeException refused) {
                LOG.error("The database cannot be told of a recording", refused);
                return;
            }
        }
    }
}
