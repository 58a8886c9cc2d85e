package org.earshot.site;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A service without a program: dies when told, and fails to start as often as told.
final class ScriptedService implements Service {

    private final String name;
    private final List<String> journal;
    private final BlockingQueue<Integer> starts = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private volatile CountDownLatch alive = new CountDownLatch(0);

    /// @param journal what happened, shared by several services, thread-safe
    ScriptedService(String name, List<String> journal) {
        this.name = name;
        this.journal = journal;
    }

    void failNextStarts(int times) {
        failures.set(times);
    }

    void die() {
        alive.countDown();
    }

    /// Numbers the successful starts, in order.
    BlockingQueue<Integer> starts() {
        return starts;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            journal.add("fail " + name);
            throw new SiteFault(name + " was told to fail.");
        }
        journal.add("start " + name);
        alive = new CountDownLatch(1);
        starts.add(count.incrementAndGet());
    }

    @Override
    public void awaitExit() throws InterruptedException {
        alive.await();
    }

    @Override
    public void stop() {
        journal.add("stop " + name);
        alive.countDown();
    }
}
