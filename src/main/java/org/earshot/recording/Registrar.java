package org.earshot.recording;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

    private void tellUntilHeard(Runnable notice) throws InterruptedException {
        while (true) {
            try {
                notice.run();
                return;
            } catch (RuntimeException failure) {
                LOG.warn(
                        "The database was not told of a recording; trying again: {}",
                        failure.getMessage());
                if (closing) {
                    return;
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
    }
}
