package org.earshot.flows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earshot.ivr.ImpliedPrompts;

/// Which prompts a step plays: those it names, and those its kind implies.
final class PromptUse {

    /// The keys under which a step names prompts.
    static final Set<String> LISTS =
            Set.of("say", "again", "interrupted", "wrong", "invalid", "silence", "meanwhile");

    private PromptUse() {}

    /// @param pointer where it is written; of the step's kind for one that is implied
    record Use(String prompt, String pointer) {}

    static List<Use> of(Written step) {
        var uses = new ArrayList<Use>();
        named(step.node(), step.pointer(), uses);
        ImpliedPrompts.of(step.kind())
                .forEach(prompt -> uses.add(new Use(prompt, step.pointer() + "/kind")));
        return uses;
    }

    private static void named(JsonNode node, String pointer, List<Use> uses) {
        for (Map.Entry<String, JsonNode> child : node.properties()) {
            var inside = pointer + "/" + child.getKey();
            var value = child.getValue();
            if (LISTS.contains(child.getKey()) && value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    uses.add(new Use(value.path(i).asText(), inside + "/" + i));
                }
            } else {
                named(value, inside, uses);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            named(node.path(i), pointer + "/" + i, uses);
        }
    }
}
