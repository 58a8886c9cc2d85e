package org.earshot.speech;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The platform threads Vosk runs on. A session keeps to one lane from beginning to end.
///
/// A session waits for each answer before it gives more, so a lane never has more work queued than
/// sessions; blocks of different sessions take turns.
final class Lanes implements AutoCloseable {

    private final List<Lane> lanes = new ArrayList<>();

    Lanes(int count, int maxSessions) {
        for (int i = 1; i <= count; i++) {
            lanes.add(new Lane("vosk-" + i, maxSessions));
        }
    }

    /// The lane with the fewest sessions; given back by [Lane#close].
    synchronized Lane enter() {
        Lane freest =
                lanes.stream().min(Comparator.comparingInt(lane -> lane.sessions)).orElseThrow();
        freest.sessions++;
        return freest;
    }

    @Override
    public void close() {
        lanes.forEach(lane -> lane.thread.shutdownNow());
    }

    private synchronized void leave(Lane lane) {
        lane.sessions--;
    }

    /// One thread and the sessions on it.
    final class Lane implements AutoCloseable {

        private final ThreadPoolExecutor thread;
        private int sessions; // guarded by Lanes.this

        private Lane(String name, int maxQueued) {
            this.thread =
                    new ThreadPoolExecutor(
                            1,
                            1,
                            0,
                            TimeUnit.SECONDS,
                            new ArrayBlockingQueue<>(maxQueued),
                            Thread.ofPlatform().daemon().name(name).factory());
        }

        /// Runs `work` on the lane's thread and waits for it.
        <T> T call(Callable<T> work) throws IOException, InterruptedException {
            try {
                return thread.submit(work).get();
            } catch (ExecutionException failure) {
                throw new IOException("the recogniser failed", failure.getCause());
            } catch (RejectedExecutionException full) {
                throw new IOException("too much speech at once", full);
            }
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
