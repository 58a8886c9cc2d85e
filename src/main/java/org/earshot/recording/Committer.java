package org.earshot.recording;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Two threads that write and confirm for all calls, so that no reader of audio ever waits for a
/// disk.
///
/// The writer hands each second to the kernel as soon as it is full: from then on a kill of this
/// process cannot harm it. The confirmer makes it safe from a power cut, one file after the other;
/// what gathers meanwhile is confirmed at once. Calls that end go first.
final class Committer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /// Something with data for the disk.
    interface Work {
        /// Hands over to the kernel. What fails shows in [#commit()].
        void write();

        /// Writes and confirms.
        ///
        /// @return whether it must be tried again later
        boolean commit();
    }

    private final BlockingQueue<Work> toWrite = new LinkedBlockingQueue<>();
    private final BlockingQueue<Work> toConfirm = new LinkedBlockingQueue<>();
    private final BlockingQueue<Work> urgent = new LinkedBlockingQueue<>();
    private final Set<Work> again = new LinkedHashSet<>(); // the confirmer's own
    private final Thread writer;
    private final Thread confirmer;
    private volatile boolean closing;
    private volatile boolean written;

    Committer() {
        this.writer = thread("recording-writer", this::write);
        this.confirmer = thread("recording-confirmer", this::confirm);
    }

    void commit(Work work) {
        toWrite.add(work);
    }

    void commitFirst(Work work) {
        urgent.add(work);
        toConfirm.add(work); // wakes the thread
    }

    /// Commits what is waiting, then stops.
    @Override
    public void close() {
        closing = true;
        join(writer);
        written = true;
        join(confirmer);
    }

    private void write() {
        while (!closing || !toWrite.isEmpty()) {
            var work = next(toWrite);
            if (work != null) {
                work.write();
                toConfirm.add(work);
            }
        }
    }

    private void confirm() {
        while (!written || !toConfirm.isEmpty()) {
            for (Work work : nextBatch()) {
                confirmUrgent();
                confirmNow(work);
            }
            confirmUrgent();
        }
    }

    private Set<Work> nextBatch() {
        var batch = new LinkedHashSet<Work>();
        var first = next(toConfirm);
        if (first != null) {
            batch.add(first);
            toConfirm.drainTo(batch);
        }
        batch.addAll(again);
        again.clear();
        return batch;
    }

    private void confirmUrgent() {
        for (Work work = urgent.poll(); work != null; work = urgent.poll()) {
            confirmNow(work);
        }
    }

    private void confirmNow(Work work) {
        if (work.commit() && !closing) {
            again.add(work);
        }
    }

    private static @Nullable Work next(BlockingQueue<Work> queue) {
        try {
            return queue.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            LOG.warn("Nobody interrupts the committer; going on");
            return null;
        }
    }

    private static Thread thread(String name, Runnable loop) {
        return Thread.ofPlatform().name(name).daemon().start(loop);
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(FAREWELL)) {
                LOG.error(
                        "The disk did not take the last seconds of some recordings in {}",
                        FAREWELL);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
