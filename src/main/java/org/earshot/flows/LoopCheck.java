package org.earshot.flows;

import java.util.HashSet;
import java.util.Set;

/// [Rule#LOOP]: a step from which the ways gone without a key lead back to itself would hold a
/// silent caller, or a dead line, for ever.
final class LoopCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        for (var flow : all.outlines().all()) {
            run(flow, all.outlines(), findings);
        }
    }

    private static void run(Outline flow, Outlines outlines, Findings findings) {
        var circling =
                flow.steps().values().stream()
                        .filter(step -> ahead(flow, outlines, step).contains(step.id()))
                        .map(Written::id)
                        .toList();
        for (var step : Outlines.firstOfEach(circling, first -> circle(flow, outlines, first))) {
            findings.error(
                    Rule.LOOP,
                    flow,
                    "/steps/" + step,
                    "a caller who does nothing comes back to step '%s' for ever; let one of its ways lead to a hangup."
                            .formatted(step));
        }
    }

    private static Set<String> ahead(Outline flow, Outlines outlines, Written step) {
        return outlines.reachedSilently(
                flow, outlines.silentWays(flow, step).stream().map(Way::to).toList());
    }

    private static Set<String> circle(Outline flow, Outlines outlines, String step) {
        var circle = new HashSet<String>();
        for (var other : ahead(flow, outlines, flow.step(step).orElseThrow())) {
            if (ahead(flow, outlines, flow.step(other).orElseThrow()).contains(step)) {
                circle.add(other);
            }
        }
        return circle;
    }
}
