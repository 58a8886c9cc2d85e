package org.earshot.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What `bench ivr` prints.
///
/// @param flat how flat: the median at the most calls over that at one call
record IvrTable(
        BenchTable.Machine machine,
        List<StepRow> steps,
        List<Flat> flat,
        List<CallRow> calls,
        FlowRow flows) {

    /// A step: one command and its answer, in milliseconds.
    record StepRow(
            String adapter,
            int callsAtOnce,
            int count,
            double ours,
            double p95,
            double bare,
            double bareP95,
            double ratio) {}

    record Flat(String adapter, double ours, double bare) {}

    /// A call that is answered, hears a prompt and is hung up.
    ///
    /// @param perSecondOfOneProcessor with nothing else on it but this process and Asterisk
    record CallRow(
            String adapter,
            int count,
            double coreMillis,
            double asteriskMillis,
            double perSecondOfOneProcessor) {}

    record FlowRow(double perSecond, double perSecondOfOneProcessor) {}

    static IvrTable of(BenchTable.Machine machine, List<Integer> callsAtOnce, IvrFigures figures) {
        List<StepRow> steps = new ArrayList<>();
        List<Flat> flat = new ArrayList<>();
        for (String adapter : List.of("agi", "ari")) {
            callsAtOnce.forEach(calls -> steps.add(row(adapter, calls, figures)));
            flat.add(
                    new Flat(
                            adapter,
                            flatness(adapter, IvrFigures.OURS, callsAtOnce, figures),
                            flatness(adapter, IvrFigures.BARE, callsAtOnce, figures)));
        }
        var flows = figures.flows().orElseThrow();
        return new IvrTable(
                machine,
                steps,
                flat,
                figures.wholes().stream().map(IvrTable::row).toList(),
                new FlowRow(round(flows.perSecond()), round(flows.perSecondOfOne())));
    }

    private static StepRow row(String adapter, int calls, IvrFigures figures) {
        Sample ours = figures.of(adapter, calls, IvrFigures.OURS);
        Sample bare = figures.of(adapter, calls, IvrFigures.BARE);
        return new StepRow(
                adapter,
                calls,
                ours.size(),
                fine(ours.median()),
                fine(ours.quantile(0.95)),
                fine(bare.median()),
                fine(bare.quantile(0.95)),
                round(ours.median() / bare.median()));
    }

    private static double flatness(
            String adapter, String side, List<Integer> calls, IvrFigures figures) {
        return round(
                figures.of(adapter, calls.getLast(), side).median()
                        / figures.of(adapter, calls.getFirst(), side).median());
    }

    private static CallRow row(IvrFigures.Whole whole) {
        return new CallRow(
                whole.adapter(),
                whole.calls(),
                round(whole.coreMillis()),
                round(whole.asteriskMillis()),
                round(1_000 / (whole.coreMillis() + whole.asteriskMillis())));
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static double fine(double millis) {
        return Math.round(millis * 1_000) / 1_000.0;
    }

    String onTerminal() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%-6s %8s %6s %9s %9s %9s %9s %6s"
                        .formatted(
                                "step", "at once", "n", "ours ms", "p95", "bare ms", "p95",
                                "ratio"));
        for (StepRow row : steps) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-6s %8d %6d %9.3f %9.3f %9.3f %9.3f %6.2f",
                            row.adapter,
                            row.callsAtOnce,
                            row.count,
                            row.ours,
                            row.p95,
                            row.bare,
                            row.bareP95,
                            row.ratio));
        }
        for (Flat row : flat) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%s: median with %d calls over that with %d: ours %.2f, bare %.2f",
                            row.adapter,
                            steps.getLast().callsAtOnce,
                            steps.getFirst().callsAtOnce,
                            row.ours,
                            row.bare));
        }
        for (CallRow row : calls) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%s: a short call takes %.2f ms of a processor here and %.2f in Asterisk: %.0f calls/s on one processor",
                            row.adapter,
                            row.coreMillis,
                            row.asteriskMillis,
                            row.perSecondOfOneProcessor));
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "simulated calls: %.0f/s on all processors, %.0f/s on one",
                        flows.perSecond,
                        flows.perSecondOfOneProcessor));
        lines.add(
                "on %d processors, %d MiB, %s, Java %s, Asterisk %s"
                        .formatted(
                                machine.processors(),
                                machine.memoryMib(),
                                machine.os(),
                                machine.java(),
                                machine.asterisk()));
        return String.join(System.lineSeparator(), lines);
    }
}
