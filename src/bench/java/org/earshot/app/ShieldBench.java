package org.earshot.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The runs of `bench shield`, by turns so that all meet the same moods of the machine.
final class ShieldBench {

    static final String CLEAN_RATE = "calls/s without a retransmission";
    static final String FIRST_CALLS = "of the first 1,000 calls, not at the first try";
    static final String HEAP_PER_CALL = "live heap bytes per held call";
    static final String PSS_PER_CALL = "PSS bytes per held call";
    static final String PEAK_RATE = "calls/s carried at most";
    static final String OVERLOAD_CARRIED = "carried at 3 times capacity / capacity";
    static final String OVERLOAD_REFUSAL = "ms to the 503 at 3 times capacity, p99";
    static final String OVERLOAD_LATE = "retransmissions per 100 calls at 3 times capacity";
    static final String FLOOD_CARRIED = "no limit set, 3 times the peak: carried / peak";
    static final String FLOOD_REFUSAL = "no limit set, 3 times the peak: ms to the 503, p99";

    private static final int LEAST_WARM_UPS = 3;
    private static final int MOST_WARM_UPS = 10;
    private static final Duration HOLD = Duration.ofMillis(200);
    private static final Pattern LIVE_BYTES = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    private final LoadGenerator generator;
    private final Path folder;
    private final Duration step;
    private final Consumer<String> progress;
    private final ShieldFigures figures = new ShieldFigures();

    /// @param step how long each step lasts
    ShieldBench(LoadGenerator generator, Path folder, Duration step, Consumer<String> progress) {
        this.generator = generator;
        this.folder = folder;
        this.step = step;
        this.progress = progress;
    }

    static String cpu(int perSecond) {
        return "CPU us/call at %,d calls/s".formatted(perSecond);
    }

    static String added50(int perSecond) {
        return "added us at %,d calls/s, p50".formatted(perSecond);
    }

    static String added99(int perSecond) {
        return "added us at %,d calls/s, p99".formatted(perSecond);
    }

    private static String retransmitted(int perSecond) {
        return "retransmissions per 100 calls at %,d/s".formatted(perSecond);
    }

    ShieldFigures figures() {
        return figures;
    }

    /// What a start does to those who call first.
    void firstCalls(Contestant who) throws IOException, InterruptedException {
        try (Subject subject = start(who)) {
            LoadResult first = step(subject, "first calls", 1000, Duration.ofSeconds(1));
            int late = first.calls() - first.done() + first.retransmissions();
            figures.add(FIRST_CALLS, who.name(), late);
        }
    }

    /// Steps of steady load.
    ///
    /// @param variant added to the names of the measures
    void steady(Contestant who, List<Integer> rates, String variant)
            throws IOException, InterruptedException {
        try (Subject subject = start(who)) {
            warmUp(subject);
            for (int rate : rates) {
                measured(subject, rate, variant);
            }
        }
    }

    /// See [CleanRate].
    double cleanRate(Contestant who, boolean quick) throws IOException, InterruptedException {
        double clean;
        try (Subject subject = start(who)) {
            warmUp(subject);
            var search =
                    new CleanRate((purpose, rate, length) -> step(subject, purpose, rate, length));
            clean = quick ? search.roughly() : search.find();
        }
        figures.add(CLEAN_RATE, who.name(), clean);
        return clean;
    }

    /// Three times its capacity: half of the rate it carries without a retransmission, the other
    /// half being for refusing (decision 0021). Its settings let that in.
    void overload(Contestant who, double capacity) throws IOException, InterruptedException {
        try (Subject subject = start(who)) {
            warmUp(subject);
            int offered = (int) (capacity * 3);
            for (int i = 0; i < LEAST_WARM_UPS; i++) {
                step(subject, "overload, warm-up", offered, step);
            }
            LoadResult load = step(subject, "overload", offered, step);
            figures.add(OVERLOAD_CARRIED, who.name(), load.carriedPerSecond() / capacity);
            figures.add(OVERLOAD_REFUSAL, who.name(), load.refusalMicros99() / 1000);
            figures.add(OVERLOAD_LATE, who.name(), 100.0 * load.retransmissions() / load.calls());
        }
    }

    /// Three times what it carries at the utmost, by nobody's settings kept from it: where refusing
    /// alone takes half of a core.
    void flood(Contestant who, double clean) throws IOException, InterruptedException {
        try (Subject subject = start(who)) {
            warmUp(subject);
            double peak = peak(subject, clean);
            LoadResult load = step(subject, "flood", (int) (peak * 3), step);
            figures.add(PEAK_RATE, who.name(), peak);
            figures.add(FLOOD_CARRIED, who.name(), load.carriedPerSecond() / peak);
            figures.add(FLOOD_REFUSAL, who.name(), load.refusalMicros99() / 1000);
        }
    }

    /// Offered more and more until a part is not carried.
    private double peak(Subject subject, double from) throws IOException {
        double peak = 0;
        for (int rate : CleanRate.LADDER) {
            if (rate >= from) {
                LoadResult load = step(subject, "towards the peak", rate, step);
                peak = Math.max(peak, load.carriedPerSecond());
                if (load.done() < load.calls() * 0.95) {
                    break;
                }
            }
        }
        return peak;
    }

    /// Calls that stay up, and what they cost while they do.
    void held(Contestant who, int calls, boolean java) throws IOException, InterruptedException {
        try (Subject subject = start(who)) {
            warmUp(subject);
            int rate = 1000;
            Duration length = Duration.ofSeconds(calls / rate);
            long liveBefore = java ? liveBytes(subject) : 0;
            Used before = Used.by(subject);
            double pssBefore = ProcessCost.pssKib(subject.process());
            generator.begin(new LoadPlan(rate, length, length.plusSeconds(6), false));
            // Not asleep: the load is the only thing that is waited for.
            subject.await(length.plusMillis(700));
            double pss = ProcessCost.pssKib(subject.process());
            long live = java ? liveBytes(subject) : 0;
            note(subject, "held", generator.result(), before);
            if (java) {
                double grown = Math.max(0, live - liveBefore);
                figures.add(HEAP_PER_CALL, who.name(), Math.floor(grown / calls));
            }
            figures.add(PSS_PER_CALL, who.name(), (pss - pssBefore) * 1024 / calls);
        }
    }

    private Subject start(Contestant who) throws IOException, InterruptedException {
        return Subject.start(who.name(), who.command(), folder);
    }

    /// Until its cost no longer falls: a JVM compiles for seconds, on the core that is measured.
    private void warmUp(Subject subject) throws IOException {
        step(subject, "warm-up", 500, step);
        double before = Double.MAX_VALUE;
        for (int i = 0; i < MOST_WARM_UPS; i++) {
            step(subject, "warm-up", 2000, step);
            double cost = figures.steps().getLast().cpuMicros();
            if (i >= LEAST_WARM_UPS && cost > before * 0.9) {
                return;
            }
            before = cost;
        }
    }

    private void measured(Subject subject, int rate, String variant) throws IOException {
        LoadResult load = step(subject, "steady", rate, step);
        String name = subject.name();
        figures.add(cpu(rate) + variant, name, figures.steps().getLast().cpuMicros());
        figures.add(added50(rate) + variant, name, load.addedMicros50());
        figures.add(added99(rate) + variant, name, load.addedMicros99());
        figures.add(
                retransmitted(rate) + variant, name, 100.0 * load.retransmissions() / load.calls());
    }

    private LoadResult step(Subject subject, String purpose, int rate, Duration length)
            throws IOException {
        Used before = Used.by(subject);
        LoadResult load = generator.run(new LoadPlan(rate, length, HOLD, false));
        note(subject, purpose, load, before);
        return load;
    }

    /// @param before what the subject had used, and the kernel dropped, when the step began
    private void note(Subject subject, String purpose, LoadResult load, Used before)
            throws IOException {
        Used after = Used.by(subject);
        double each = (after.cpuNanos - before.cpuNanos) / 1e3 / Math.max(1, load.done());
        Drops drops = after.drops.since(before.drops);
        double pss = ProcessCost.pssKib(subject.process()) / 1024.0;
        figures.step(new ShieldFigures.Step(subject.name(), purpose, load, drops, each, pss));
        progress.accept(
                "%s, %s at %,d calls/s: %,d of %,d done, %,d refused, %,d retransmissions, %,d + %,d dropped, %,.0f us CPU/call, added p50 %,.0f p99 %,.0f us, leaks %d; generator %,.1f ms late"
                        .formatted(
                                subject.name(),
                                purpose,
                                load.perSecond(),
                                load.done(),
                                load.calls(),
                                load.refused(),
                                load.retransmissions(),
                                drops.subject(),
                                drops.generator(),
                                each,
                                load.addedMicros50(),
                                load.addedMicros99(),
                                load.leaks(),
                                load.lagMillis()));
    }

    private record Used(long cpuNanos, Drops drops) {

        static Used by(Subject subject) throws IOException {
            return new Used(ProcessCost.cpuNanos(subject.process()), Drops.now());
        }
    }

    /// What is left after a full collection; counting does one.
    private static long liveBytes(Subject subject) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process counting =
                new ProcessBuilder(
                                jcmd, String.valueOf(subject.process().pid()), "GC.class_histogram")
                        .redirectErrorStream(true)
                        .start();
        var text = new String(counting.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        counting.waitFor();
        Matcher total = LIVE_BYTES.matcher(text);
        if (!total.find()) {
            throw new Complaint("The shield's heap cannot be counted: " + text.strip());
        }
        return Long.parseLong(total.group(1));
    }
}
