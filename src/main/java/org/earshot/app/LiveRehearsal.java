package org.earshot.app;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.earshot.flows.Dialogue;
import org.earshot.flows.DialogueResult;
import org.earshot.flows.LiveHouse;

/// Lives through many dialogues on one fresh installation, several at once.
final class LiveRehearsal {

    /// Callers who understand what they hear, on two small cores.
    static final int AT_ONCE = 12;

    /// When a caller has missed something the first time: with some air.
    private static final int AT_ONCE_AGAIN = 4;

    private final LiveSite site;
    private final AtomicInteger done = new AtomicInteger();

    /// What became of a turn.
    record Lived(LiveTurn turn, DialogueResult result) {

        boolean passed() {
            return LiveDialogues.passed(result);
        }
    }

    private LiveRehearsal(LiveSite site) {
        this.site = site;
    }

    /// @param length how long a dialogue takes, as far as one knows: long ones begin first
    static List<Lived> run(
            List<Dialogue> dialogues,
            List<String> adapters,
            Function<Dialogue, Duration> length,
            Places places,
            SiteOptions options)
            throws IOException, InterruptedException {
        var turns = new ArrayList<LiveTurn>();
        dialogues.stream()
                .sorted(Comparator.comparing(length).reversed())
                .forEach(dialogue ->
                        adapters.forEach(adapter ->
                                turns.add(new LiveTurn(dialogue, adapter, turns.size(), false))));
        Output.aside("starting a fresh installation for %d calls".formatted(turns.size()));
        try (var site = LiveSite.start(turns, AT_ONCE, places, options)) {
            return new LiveRehearsal(site).all(turns);
        }
    }

    /// On a busy machine a caller misses a word now and then. What did not go as written is
    /// therefore lived through once more, and the second time counts.
    private List<Lived> all(List<LiveTurn> turns) throws IOException, InterruptedException {
        var lived = new ArrayList<>(round(turns, AT_ONCE));
        var again =
                lived.stream()
                        .filter(one -> !one.passed())
                        .map(one -> one.turn().secondTime())
                        .toList();
        done.set(0);
        for (var one : round(again, AT_ONCE_AGAIN)) {
            lived.replaceAll(
                    before -> before.turn().secondTime().equals(one.turn()) ? one : before);
        }
        return lived;
    }

    private List<Lived> round(List<LiveTurn> turns, int atOnce)
            throws IOException, InterruptedException {
        try (var callers = Executors.newFixedThreadPool(atOnce)) {
            return results(begin(turns, callers));
        }
    }

    /// The office changes when all those are in their calls who are to find it as it was.
    private List<Future<Lived>> begin(List<LiveTurn> turns, ExecutorService callers)
            throws IOException, InterruptedException {
        var running = new ArrayList<Future<Lived>>();
        for (var office : LiveHouse.Office.values()) {
            var those =
                    turns.stream()
                            .filter(turn -> turn.dialogue().house().office() == office)
                            .toList();
            if (those.isEmpty()) {
                continue;
            }
            site.office().becomes(office);
            var begun = new CountDownLatch(those.size());
            those.forEach(turn ->
                    running.add(callers.submit(() -> live(turn, once(begun), turns.size()))));
            begun.await();
        }
        return running;
    }

    private Lived live(LiveTurn turn, Runnable begun, int of)
            throws IOException, InterruptedException {
        var lived = new Lived(turn, site.dialogues().run(turn, begun));
        Output.aside(
                "%d of %d, over %s, %d s%s: %s"
                        .formatted(
                                done.incrementAndGet(),
                                of,
                                turn.adapter(),
                                lived.result().length().toSeconds(),
                                lived.passed() ? "" : ", not as written",
                                turn.dialogue().title()));
        return lived;
    }

    private static Runnable once(CountDownLatch latch) {
        var first = new AtomicBoolean(true);
        return () -> {
            if (first.compareAndSet(true, false)) {
                latch.countDown();
            }
        };
    }

    private static List<Lived> results(List<Future<Lived>> running) throws InterruptedException {
        var results = new ArrayList<Lived>();
        try {
            for (var one : running) {
                results.add(one.get());
            }
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a live call could not be made", broken.getCause());
        }
        return results;
    }
}
