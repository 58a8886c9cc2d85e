package org.earshot.ari;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What happens to one channel (or a few that belong together), in the order in which Asterisk told
/// it. Read by one thread.
public final class AriInbox implements AutoCloseable {

    private final LinkedBlockingQueue<AriEvent> events = new LinkedBlockingQueue<>();
    private final Set<String> channels = ConcurrentHashMap.newKeySet();
    private final Consumer<Set<String>> whenClosed;

    AriInbox(Consumer<Set<String>> whenClosed) {
        this.whenClosed = whenClosed;
    }

    void add(String channelId) {
        channels.add(channelId);
    }

    void put(AriEvent event) {
        events.add(event);
    }

    /// Waits for the next event; empty when `patience` has passed (at once if it is zero or less).
    ///
    /// @throws InterruptedException when the thread is told to stop
    public Optional<AriEvent> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(events.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    /// Waits as long as it takes.
    public AriEvent next() throws InterruptedException {
        return events.take();
    }

    /// No more events are collected.
    @Override
    public void close() {
        whenClosed.accept(channels);
    }
}
