package org.earshot.flows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;

/// The conditions of a `choose`, as they are written.
final class Conditions {

    private Conditions() {}

    /// Whether a caller must have said how the words may be kept, if the condition is `holds`.
    static boolean impliesConsent(JsonNode condition, boolean holds) {
        if (condition.has("agreed")) {
            return holds;
        }
        if (condition.has("not")) {
            return impliesConsent(condition.path("not"), !holds);
        }
        if (condition.has("all")) {
            return several(condition.path("all"), holds, !holds);
        }
        return condition.has("any") && several(condition.path("any"), holds, holds);
    }

    private static boolean several(JsonNode conditions, boolean holds, boolean each) {
        var implied =
                StreamSupport.stream(conditions.spliterator(), false)
                        .map(condition -> impliesConsent(condition, holds))
                        .toList();
        return each
                ? !implied.isEmpty() && implied.stream().allMatch(yes -> yes)
                : implied.stream().anyMatch(yes -> yes);
    }

    /// Each simple condition in a step, with its pointer; none for a step that is no `choose`.
    static void each(Written step, BiConsumer<String, JsonNode> action) {
        var cases = step.node().path("cases");
        for (int i = 0; i < cases.size(); i++) {
            walk(cases.path(i).path("when"), step.pointer() + "/cases/" + i + "/when", action);
        }
    }

    private static void walk(
            JsonNode condition, String pointer, BiConsumer<String, JsonNode> action) {
        action.accept(pointer, condition);
        if (condition.has("not")) {
            walk(condition.path("not"), pointer + "/not", action);
        }
        for (var group : new String[] {"all", "any"}) {
            var inner = condition.path(group);
            for (int i = 0; i < inner.size(); i++) {
                walk(inner.path(i), pointer + "/" + group + "/" + i, action);
            }
        }
    }
}
