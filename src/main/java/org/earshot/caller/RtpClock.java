package org.earshot.caller;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// The one thread that sends for all calls, every 20 ms. Ticks lie on a grid: a late one is made up
/// for, so that no call drifts.
final class RtpClock implements AutoCloseable {

    private static final long TICK_NANOS = 20_000_000;

    /// Behind by more than this (the machine slept) the missed ticks are dropped: a flood helps
    /// nobody.
    private static final long FORGET_NANOS = 1_000_000_000;

    private final List<Runnable> ticking = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    RtpClock() {
        thread = Thread.ofPlatform().name("caller-rtp-clock").daemon().start(this::run);
    }

    /// `tick` must not block.
    void add(Runnable tick) {
        ticking.add(tick);
    }

    void remove(Runnable tick) {
        ticking.remove(tick);
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            next += TICK_NANOS;
            long now = System.nanoTime();
            if (now - next > FORGET_NANOS) {
                next = now;
            }
            while (next - System.nanoTime() > 0 && !closed) {
                LockSupport.parkNanos(this, next - System.nanoTime());
            }
            ticking.forEach(Runnable::run);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
