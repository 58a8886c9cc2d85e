package org.earshot.flows;

import java.util.Locale;
import java.util.stream.Collectors;

/// [Rule#FLOW]
final class FlowCallCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        for (var flow : all.outlines().all()) {
            for (var step : flow.steps().values()) {
                if (step.is("call") && step.node().path("flow").isTextual()) {
                    run(flow, step, all.outlines(), findings);
                }
            }
        }
    }

    private static void run(Outline flow, Written step, Outlines outlines, Findings findings) {
        var name = step.node().path("flow").asText();
        var called = outlines.named(name);
        if (called.isEmpty()) {
            findings.error(
                    Rule.FLOW,
                    flow,
                    step.pointer() + "/flow",
                    "step '%s' calls the flow '%s', and there is no %s.yaml; there are: %s."
                            .formatted(step.id(), name, name, String.join(", ", outlines.names())));
            return;
        }
        var missing =
                flow.languages().stream()
                        .filter(language -> !called.get().languages().contains(language))
                        .map(Locale::toLanguageTag)
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            findings.error(
                    Rule.FLOW,
                    flow,
                    step.pointer() + "/flow",
                    "step '%s' calls the flow '%s', which does not speak %s; add it to the languages there."
                            .formatted(step.id(), name, missing));
        }
    }
}
