package org.earshot.flows;

import java.util.HashSet;

/// [Rule#TARGET]
final class TargetCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        for (var flow : all.outlines().all()) {
            var said = new HashSet<String>(); // the key for a person leads out of many steps
            for (var step : flow.steps().values()) {
                for (var way : step.ways()) {
                    if (flow.step(way.to()).isEmpty() && said.add(way.pointer())) {
                        var who =
                                way.pointer().startsWith("/person")
                                        ? "the key for a person"
                                        : "step '" + way.from() + "'";
                        findings.error(
                                Rule.TARGET,
                                flow,
                                way.pointer(),
                                "%s leads to '%s', which is no step; there are: %s."
                                        .formatted(who, way.to(), flow.stepNames()));
                    }
                }
            }
        }
    }
}
