package org.earshot.flows;

/// [Rule#START]
final class StartCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        for (var flow : all.outlines().all()) {
            var start = flow.root().path("start");
            if (start.isTextual() && flow.start().isEmpty()) {
                findings.error(
                        Rule.START,
                        flow,
                        "/start",
                        "the flow starts with '%s', which is no step; there are: %s."
                                .formatted(start.asText(), flow.stepNames()));
            }
        }
    }
}
