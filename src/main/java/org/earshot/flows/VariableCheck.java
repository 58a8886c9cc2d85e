package org.earshot.flows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/// [Rule#VARIABLE]
final class VariableCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        new Knowledge(all.outlines())
                .visit((flow, step, known) ->
                        uses(
                                step,
                                (pointer, name) -> {
                                    if (!known.set().contains(name)) {
                                        findings.error(
                                                Rule.VARIABLE,
                                                flow,
                                                pointer,
                                                "step '%s' uses the variable '%s', which has no value on some way there; set it on every way before."
                                                        .formatted(step.id(), name));
                                    }
                                }));
        for (var flow : all.outlines().all()) {
            outcome(flow, settable(flow, all.outlines()), findings);
        }
    }

    private static void uses(Written step, BiConsumer<String, String> action) {
        if (step.is("choose")) {
            Conditions.each(
                    step,
                    (pointer, condition) -> {
                        if (condition.has("variable")) {
                            action.accept(
                                    pointer + "/variable", condition.path("variable").asText());
                        }
                    });
        }
        if (step.is("hook")) {
            int index = 0;
            for (JsonNode name : step.node().path("send")) {
                action.accept(step.pointer() + "/send/" + index++, name.asText());
            }
        }
    }

    /// An outcome need not be set on every way, but on one.
    private static void outcome(Outline flow, Set<String> settable, Findings findings) {
        int index = 0;
        for (var name : flow.root().path("outcome")) {
            var pointer = "/outcome/" + index++;
            if (!settable.contains(name.asText())) {
                findings.error(
                        Rule.VARIABLE,
                        flow,
                        pointer,
                        "the outcome '%s' is set nowhere in the flow; set it or remove it."
                                .formatted(name.asText()));
            }
        }
    }

    /// By the flow and all it comes to call, or to be called by: they share the variables.
    private static Set<String> settable(Outline flow, Outlines outlines) {
        var names = new HashSet<String>();
        for (var other : outlines.all()) {
            if (outlines.comesToCall(flow.name(), other.name())
                    || outlines.comesToCall(other.name(), flow.name())) {
                for (var step : other.steps().values()) {
                    step.ways().forEach(way -> names.addAll(way.sets()));
                }
            }
        }
        return names;
    }
}
