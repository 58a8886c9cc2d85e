package org.earshot.flows;

import java.util.Set;

/// [Rule#END]
final class EndCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        for (var flow : all.outlines().all()) {
            run(flow, all.outlines(), findings);
        }
    }

    private static void run(Outline flow, Outlines outlines, Findings findings) {
        var trapped =
                flow.steps().keySet().stream()
                        .filter(step -> !canEnd(flow, outlines, ahead(flow, outlines, step)))
                        .toList();
        for (var step : Outlines.firstOfEach(trapped, first -> ahead(flow, outlines, first))) {
            findings.error(
                    Rule.END,
                    flow,
                    "/steps/" + step,
                    "no way from step '%s' comes to an end; lead one to a hangup or a return."
                            .formatted(step));
        }
    }

    private static Set<String> ahead(Outline flow, Outlines outlines, String step) {
        return outlines.reached(flow, step, way -> true);
    }

    /// A way that leads to no step, and a flow that is called and never returns, have been told or
    /// are told there.
    private static boolean canEnd(Outline flow, Outlines outlines, Set<String> steps) {
        return steps.stream()
                .map(id -> flow.step(id).orElseThrow())
                .anyMatch(step ->
                        step.ends()
                                || step.leadsNowhere()
                                || step.ways().stream()
                                        .anyMatch(way -> flow.step(way.to()).isEmpty())
                                || outlines.called(flow, step)
                                        .filter(called -> !outlines.returns(called))
                                        .isPresent());
    }
}
