package org.earshot.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.earshot.calls.CallEvent;

/// Remembers what the core tells of calls, and waits for what is to come.
final class CallWatch {

    private final List<LiveLine> lines = new ArrayList<>(); // guarded by this

    synchronized void on(LiveLine line) {
        lines.add(line);
        notifyAll();
    }

    /// The call that rang last.
    synchronized Optional<String> newestCall() {
        return lines.reversed().stream()
                .filter(line -> line.event() instanceof CallEvent.Ringing)
                .map(LiveLine::call)
                .findFirst();
    }

    /// @return the first event of this kind in a call; empty when `patience` passed
    synchronized <E extends CallEvent> Optional<E> await(
            String call, Class<E> kind, Duration patience) throws InterruptedException {
        return awaitLine(call, kind::isInstance, patience).map(line -> kind.cast(line.event()));
    }

    /// When the first event of this kind happened, in milliseconds since the epoch.
    synchronized OptionalLong at(String call, Class<? extends CallEvent> kind) {
        return lines.stream()
                .filter(line -> line.call().equals(call) && kind.isInstance(line.event()))
                .mapToLong(LiveLine::atMillis)
                .findFirst();
    }

    /// All calls seen, in the order they rang.
    synchronized List<String> calls() {
        return lines.stream()
                .filter(line -> line.event() instanceof CallEvent.Ringing)
                .map(LiveLine::call)
                .toList();
    }

    /// What happened in one call, in order.
    synchronized List<CallEvent> of(String call) {
        return lines.stream()
                .filter(line -> line.call().equals(call))
                .map(LiveLine::event)
                .toList();
    }

    /// How many events of this kind there were, in all calls.
    synchronized int count(Class<? extends CallEvent> kind) {
        return Math.toIntExact(
                lines.stream().filter(line -> kind.isInstance(line.event())).count());
    }

    /// The events of this kind, in all calls.
    synchronized <E extends CallEvent> List<E> all(Class<E> kind) {
        return lines.stream()
                .map(LiveLine::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /// The tracking number of the case a call became.
    synchronized Optional<String> caseOf(String call) {
        return lines.stream()
                .filter(line -> line.call().equals(call))
                .map(LiveLine::event)
                .flatMap(CallWatch::numberIn)
                .findFirst();
    }

    private static Stream<String> numberIn(CallEvent event) {
        if (event instanceof CallEvent.CaseOpened(var number)) {
            return Stream.of(number);
        }
        return event instanceof CallEvent.Screened(var number, _, _)
                ? Stream.of(number)
                : Stream.empty();
    }

    private Optional<LiveLine> awaitLine(
            String call, Predicate<CallEvent> wanted, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<LiveLine> found =
                    lines.stream()
                            .filter(line -> line.call().equals(call) && wanted.test(line.event()))
                            .findFirst();
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (found.isPresent() || left <= 0) {
                return found;
            }
            wait(left);
        }
    }
}
