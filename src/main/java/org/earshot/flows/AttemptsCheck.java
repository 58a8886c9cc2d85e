package org.earshot.flows;

import com.fasterxml.jackson.databind.JsonNode;

/// [Rule#ATTEMPTS]
final class AttemptsCheck implements Check {

    static final int MOST = 5;

    @Override
    public void run(Checking all, Findings findings) {
        for (var flow : all.outlines().all()) {
            for (var step : flow.steps().values()) {
                look(flow, step, step.node(), step.pointer(), findings);
            }
        }
    }

    private static void look(
            Outline flow, Written step, JsonNode node, String pointer, Findings findings) {
        for (var child : node.properties()) {
            var inside = pointer + "/" + child.getKey();
            if (child.getKey().equals("attempts") && child.getValue().asInt() > MOST) {
                findings.error(
                        Rule.ATTEMPTS,
                        flow,
                        inside,
                        "step '%s' asks %s times; who has not answered after %d is helped by no more of it."
                                .formatted(step.id(), child.getValue().asText(), MOST));
            }
            look(flow, step, child.getValue(), inside, findings);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            look(flow, step, node.path(i), pointer + "/" + i, findings);
        }
    }
}
