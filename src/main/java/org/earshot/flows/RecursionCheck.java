package org.earshot.flows;

/// [Rule#RECURSION]
final class RecursionCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        for (var flow : all.outlines().all()) {
            for (var step : flow.steps().values()) {
                var called = step.node().path("flow").asText();
                if (step.is("call") && all.outlines().comesToCall(called, flow.name())) {
                    findings.error(
                            Rule.RECURSION,
                            flow,
                            step.pointer() + "/flow",
                            "step '%s' calls the flow '%s', which comes to call '%s' again; use return, or lead back within one flow."
                                    .formatted(step.id(), called, flow.name()));
                }
            }
        }
    }
}
