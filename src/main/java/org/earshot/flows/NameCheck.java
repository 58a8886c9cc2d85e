package org.earshot.flows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// [Rule#NAME]
final class NameCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        var names = all.names();
        for (var flow : all.outlines().all()) {
            for (var step : flow.steps().values()) {
                var used = new Used(flow, step, findings);
                used.look("queue", step.node(), step.pointer(), names.queues());
                used.look("target", step.node(), step.pointer(), names.targets());
                used.look("hook", step.node(), step.pointer(), names.hooks());
                Conditions.each(
                        step,
                        (pointer, condition) ->
                                used.look("waiting", condition, pointer, names.queues()));
            }
        }
    }

    private record Used(Outline flow, Written step, Findings findings) {

        void look(String key, JsonNode node, String pointer, Optional<Set<String>> known) {
            var name = node.path(key);
            if (!name.isTextual() || known.map(set -> set.contains(name.asText())).orElse(false)) {
                return;
            }
            var what = key.equals("waiting") ? "queue" : key;
            if (known.isEmpty()) {
                findings.warning(
                        Rule.NAME,
                        flow,
                        pointer + "/" + key,
                        "step '%s' needs the %s '%s'; whether the settings have it cannot be told here."
                                .formatted(step.id(), what, name.asText()));
            } else {
                findings.error(
                        Rule.NAME,
                        flow,
                        pointer + "/" + key,
                        "step '%s' needs the %s '%s', which the settings do not have; they have: %s."
                                .formatted(
                                        step.id(),
                                        what,
                                        name.asText(),
                                        String.join(", ", new TreeSet<>(known.get()))));
            }
        }
    }
}
