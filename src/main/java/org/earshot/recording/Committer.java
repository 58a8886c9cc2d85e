package org.earshot.recording;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that writes and confirms for all calls, so that no reader of audio ever waits for a
/// disk.
///
/// It writes to all journals first and then confirms each: the first confirmation of a batch makes
/// the file system do most of the work for the others. Calls that end go first.
final class Committer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /// Something with data for the disk.
    interface Work {
        /// Writes without confirming; may fail silently, as [#commit()] comes later.
        void write();

        /// Writes and confirms.
        ///
        /// @return whether it must be tried again later
        boolean commit();
    }

    private final BlockingQueue<Work> urgent = new LinkedBlockingQueue<>();
    private final BlockingQueue<Work> ready = new LinkedBlockingQueue<>();
    private final Set<Work> again = new LinkedHashSet<>();
    private final Thread thread;
    private volatile boolean closing;

    Committer() {
        this.thread = Thread.ofPlatform().name("recording-committer").daemon().start(this::run);
    }

    void commit(Work work) {
        ready.add(work);
    }

    void commitFirst(Work work) {
        urgent.add(work);
        ready.add(work); // wakes the thread
    }

    /// Commits what is waiting, then stops.
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        try {
            if (!thread.join(FAREWELL)) {
                LOG.error(
                        "The disk did not take the last seconds of some recordings in {}",
                        FAREWELL);
            }
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing || !ready.isEmpty()) {
            try {
                var batch = nextBatch();
                batch.forEach(Work::write);
                for (Work work : batch) {
                    commitUrgent();
                    commitNow(work);
                }
                commitUrgent();
            } catch (InterruptedException _) {
                LOG.warn("Nobody interrupts the committer; going on");
            }
        }
    }

    private Set<Work> nextBatch() throws InterruptedException {
        var batch = new LinkedHashSet<Work>();
        var first = ready.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            ready.drainTo(batch);
        }
        batch.addAll(again);
        again.clear();
        return batch;
    }

    private void commitUrgent() {
        for (Work work = urgent.poll(); work != null; work = urgent.poll()) {
            commitNow(work);
        }
    }

    private void commitNow(Work work) {
        if (work.commit() && !closing) {
            again.add(work);
        }
    }
}
