package org.earshot.jobs;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.quartz.spi.ThreadPool;

/// Quartz's threads are virtual ones; it makes this class by its name.
public final class VirtualThreadPool implements ThreadPool {

    /// Jobs are few and coarse.
    private static final int MOST = 4;

    private final Semaphore free = new Semaphore(MOST);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("job-", 1).factory());

    @Override
    public boolean runInThread(Runnable runnable) {
        if (!free.tryAcquire()) {
            return false;
        }
        threads.execute(() -> {
            try {
                runnable.run();
            } finally {
                free.release();
            }
        });
        return true;
    }

    /// Must wait: Quartz asks for triggers when it returns.
    @Override
    public int blockForAvailableThreads() {
        free.acquireUninterruptibly();
        free.release();
        return Math.max(1, free.availablePermits());
    }

    @Override
    public void initialize() {
        // ready as it is
    }

    @Override
    public void shutdown(boolean waitForJobsToComplete) {
        if (waitForJobsToComplete) {
            threads.shutdown();
            free.acquireUninterruptibly(MOST);
            free.release(MOST);
        } else {
            threads.shutdownNow();
        }
    }

    @Override
    public int getPoolSize() {
        return MOST;
    }

    @Override
    public void setInstanceId(String instanceId) {
        // of no use here
    }

    @Override
    public void setInstanceName(String name) {
        // of no use here
    }
}
