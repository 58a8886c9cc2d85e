package org.earshot.flows;

/// [Rule#REACHABLE]
final class ReachableCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        for (var flow : all.outlines().all()) {
            flow.start().ifPresent(start -> run(flow, start, all.outlines(), findings));
        }
    }

    private static void run(Outline flow, Written start, Outlines outlines, Findings findings) {
        var reached = outlines.reached(flow, start.id(), way -> true);
        for (var step : flow.steps().keySet()) {
            if (!reached.contains(step)) {
                findings.error(
                        Rule.REACHABLE,
                        flow,
                        "/steps/" + step,
                        "no way from the start leads to step '%s'; lead to it or remove it."
                                .formatted(step));
            }
        }
    }
}
