package org.earshot.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `bench shield` prints: a row a measure, the shield beside Kamailio and the floor.
///
/// @param steps every single run, for whoever doubts a median
record ShieldTable(
        BenchTable.Machine machine,
        String kamailio,
        List<Row> rows,
        List<ShieldFigures.Step> steps) {

    static final String SHIELD = "shield";
    static final String KAMAILIO = "kamailio";
    static final String RELAY = "UDP relay";

    /// What was promised, as a bound of the ratio or of the figure itself.
    private static final Map<String, Goal> GOALS =
            Map.of(
                    ShieldBench.cpu(2000),
                    Goal.ratioAtMost(0.75),
                    ShieldBench.cpu(4000),
                    Goal.ratioAtMost(0.75),
                    ShieldBench.added50(500),
                    Goal.ratioAtMost(1.0),
                    ShieldBench.added99(500),
                    Goal.ratioAtMost(1.5),
                    ShieldBench.CLEAN_RATE,
                    Goal.ratioAtLeast(2.5),
                    ShieldBench.HEAP_PER_CALL,
                    Goal.atMost(0),
                    ShieldBench.FIRST_CALLS,
                    Goal.atMost(0),
                    ShieldBench.OVERLOAD_CARRIED,
                    Goal.atLeast(0.9),
                    ShieldBench.OVERLOAD_REFUSAL,
                    Goal.atMost(10));

    /// A bound.
    record Goal(boolean ofRatio, boolean most, double bound) {

        static Goal ratioAtMost(double bound) {
            return new Goal(true, true, bound);
        }

        static Goal ratioAtLeast(double bound) {
            return new Goal(true, false, bound);
        }

        static Goal atMost(double bound) {
            return new Goal(false, true, bound);
        }

        static Goal atLeast(double bound) {
            return new Goal(false, false, bound);
        }

        boolean isMet(double value) {
            return most ? value <= bound : value >= bound;
        }

        String words() {
            return (ofRatio ? "ratio " : "") + (most ? "<= " : ">= ") + bound;
        }
    }

    /// Medians; `spread` is the greatest over the least of the shield's runs.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            String measure,
            int count,
            double ours,
            double least,
            double most,
            @Nullable Double peer,
            @Nullable Double peerLeast,
            @Nullable Double peerMost,
            @Nullable Double ratio,
            @Nullable Double floor,
            @Nullable String goal,
            @Nullable Boolean met) {

        static Row of(String measure, ShieldFigures figures) {
            Sample ours = figures.of(measure, SHIELD);
            Sample peer = figures.of(measure, KAMAILIO);
            Sample floor = figures.of(measure, RELAY);
            Double ratio =
                    peer.size() == 0 || peer.median() == 0 ? null : ours.median() / peer.median();
            Goal goal = GOALS.get(measure);
            Double judged = (goal == null || !goal.ofRatio) ? Double.valueOf(ours.median()) : ratio;
            return new Row(
                    measure,
                    ours.size(),
                    round(ours.median()),
                    round(ours.quantile(0)),
                    round(ours.quantile(1)),
                    orNull(peer, 0.5),
                    orNull(peer, 0),
                    orNull(peer, 1),
                    ratio == null ? null : round(ratio),
                    orNull(floor, 0.5),
                    goal == null ? null : goal.words(),
                    (goal == null || judged == null) ? null : goal.isMet(round(judged)));
        }

        private static @Nullable Double orNull(Sample sample, double share) {
            return sample.size() == 0 ? null : round(sample.quantile(share));
        }

        private static double round(double value) {
            return Math.round(value * 100) / 100.0;
        }
    }

    static ShieldTable of(BenchTable.Machine machine, String kamailio, ShieldFigures figures) {
        List<Row> rows = figures.measures().stream().map(name -> Row.of(name, figures)).toList();
        return new ShieldTable(machine, kamailio, rows, figures.steps());
    }

    String onTerminal() {
        List<String> lines = new ArrayList<>();
        lines.add(
                line(
                        "measure",
                        "n",
                        "shield",
                        "least..most",
                        "kamailio",
                        "least..most",
                        "ratio",
                        "relay",
                        "goal"));
        for (Row row : rows) {
            lines.add(
                    line(
                            row.measure,
                            String.valueOf(row.count),
                            text(row.ours),
                            text(row.least) + ".." + text(row.most),
                            text(row.peer),
                            row.peer == null ? "" : text(row.peerLeast) + ".." + text(row.peerMost),
                            text(row.ratio),
                            text(row.floor),
                            row.goal == null
                                    ? ""
                                    : row.goal
                                            + (Boolean.TRUE.equals(row.met)
                                                    ? " met"
                                                    : " NOT MET")));
        }
        lines.add(
                "on %d processors, %d MiB, %s, Java %s, Kamailio %s; one core each for the generator and what it tests"
                        .formatted(
                                machine.processors(),
                                machine.memoryMib(),
                                machine.os(),
                                machine.java(),
                                kamailio));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(Object... columns) {
        return String.format(Locale.ROOT, "%-44s %3s %9s %19s %9s %19s %6s %8s  %s", columns)
                .stripTrailing();
    }

    private static String text(@Nullable Double value) {
        return value == null
                ? "-"
                : String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
    }
}
