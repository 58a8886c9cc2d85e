package org.earshot.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.earshot.calls.CallEvent;

/// Remembers what the core tells of calls, and waits for what is to come.
final class CallWatch {

    /// By call, in the order in which they were first told of.
    private final Map<String, List<LiveLine>> calls = new LinkedHashMap<>(); // guarded by this

    synchronized void on(LiveLine line) {
        calls.computeIfAbsent(line.call(), _ -> new ArrayList<>()).add(line);
        notifyAll();
    }

    /// The call that rang last.
    synchronized Optional<String> newestCall() {
        return calls().reversed().stream().findFirst();
    }

    /// Waits for a call to this number of ours.
    ///
    /// @return the call's id; empty when `patience` passed
    synchronized Optional<String> awaitDialled(String number, Duration patience)
            throws InterruptedException {
        return await(
                patience, () -> calls().stream().filter(it -> dialled(it, number)).findFirst());
    }

    private boolean dialled(String call, String number) {
        return first(call, CallEvent.Ringing.class)
                .filter(ringing -> ringing.dialled().equals(number))
                .isPresent();
    }

    /// @return the first event of this kind in a call; empty when `patience` passed
    synchronized <E extends CallEvent> Optional<E> await(
            String call, Class<E> kind, Duration patience) throws InterruptedException {
        return await(patience, () -> first(call, kind));
    }

    private <E extends CallEvent> Optional<E> first(String call, Class<E> kind) {
        return of(call).stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /// When the first event of this kind happened, in milliseconds since the epoch.
    synchronized OptionalLong at(String call, Class<? extends CallEvent> kind) {
        return lines(call).stream()
                .filter(line -> kind.isInstance(line.event()))
                .mapToLong(LiveLine::atMillis)
                .findFirst();
    }

    /// All calls seen, in the order they rang.
    synchronized List<String> calls() {
        return all().filter(line -> line.event() instanceof CallEvent.Ringing)
                .map(LiveLine::call)
                .toList();
    }

    /// What happened in one call, in order.
    synchronized List<CallEvent> of(String call) {
        return lines(call).stream().map(LiveLine::event).toList();
    }

    /// How many events of this kind there were, in all calls.
    synchronized int count(Class<? extends CallEvent> kind) {
        return Math.toIntExact(all().filter(line -> kind.isInstance(line.event())).count());
    }

    /// The events of this kind, in all calls.
    synchronized <E extends CallEvent> List<E> all(Class<E> kind) {
        return all().map(LiveLine::event).filter(kind::isInstance).map(kind::cast).toList();
    }

    /// The tracking number of the case a call became.
    synchronized Optional<String> caseOf(String call) {
        return of(call).stream().flatMap(CallWatch::numberIn).findFirst();
    }

    private static Stream<String> numberIn(CallEvent event) {
        if (event instanceof CallEvent.CaseOpened(var number)) {
            return Stream.of(number);
        }
        return event instanceof CallEvent.Screened(var number, _, _)
                ? Stream.of(number)
                : Stream.empty();
    }

    private List<LiveLine> lines(String call) {
        return calls.getOrDefault(call, List.of());
    }

    private Stream<LiveLine> all() {
        return calls.values().stream().flatMap(List::stream);
    }

    /// Under the lock: looks again after each event.
    private <T> Optional<T> await(Duration patience, Supplier<Optional<T>> look)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> found = look.get();
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (found.isPresent() || left <= 0) {
                return found;
            }
            wait(left);
        }
    }
}
