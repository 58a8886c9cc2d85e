package org.earshot.flows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Simulated calls as fast as they go: what a processor can do when it does nothing but flows.
public final class Rehearsal {

    private final DialogueRunner runner;
    private final List<Dialogue> dialogues;

    /// What was lived through.
    ///
    /// @param calls dialogues, each from ring to hang-up
    /// @param simulated how long these calls would have lasted on telephones
    public record Result(long calls, Duration took, Duration simulated) {

        public double callsPerSecond() {
            return calls * 1e9 / took.toNanos();
        }
    }

    public Rehearsal(DialogueRunner runner, List<Dialogue> dialogues) {
        this.runner = runner;
        this.dialogues = List.copyOf(dialogues);
    }

    /// @param threads each of which takes the dialogues in turn, on platform threads
    public Result run(int threads, Duration time) throws InterruptedException {
        var calls = new LongAdder();
        var millis = new LongAdder();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        var running = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            int first = i;
            running.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("rehearsal-" + i)
                            .start(() -> {
                                int next = first;
                                do {
                                    var dialogue = dialogues.get(next++ % dialogues.size());
                                    millis.add(runner.run(dialogue).length().toMillis());
                                    calls.increment();
                                } while (System.nanoTime() < end);
                            }));
        }
        for (var thread : running) {
            thread.join();
        }
        return new Result(
                calls.sum(),
                Duration.ofNanos(System.nanoTime() - begin),
                Duration.ofMillis(millis.sum()));
    }
}
