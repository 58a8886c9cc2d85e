package org.earshot.flows;

import java.util.List;
import org.earshot.ivr.Flow;
import org.earshot.ivr.Step;

/// What a person wants to know of a step: what it is for, what is said in it, where it leads.
///
/// @param family as in the picture: `speak`, `ask`, `keep`, `code`, `decide`, `people`, `flow`
/// @param detail what it is about, if there is more to say than its name
/// @param prompts in the order in which the step lists them
public record StepSketch(
        String id,
        String kind,
        String family,
        String detail,
        List<Played> prompts,
        List<Leads> ways) {

    /// A prompt the step names.
    ///
    /// @param when the key under which it does: `say`, `invalid`, `silence` …
    public record Played(String when, String prompt) {}

    /// A way out.
    ///
    /// @param label what leads there, as in the picture; empty when it is the only way
    /// @param astray whether it is for who gives no right answer, or when something is not to be
    ///   had
    public record Leads(String label, String to, boolean astray) {}

    public StepSketch {
        prompts = List.copyOf(prompts);
        ways = List.copyOf(ways);
    }

    /// In the order in which a caller comes to them.
    public static List<StepSketch> of(Flow flow) {
        return FlowOrder.of(flow).stream().map(id -> of(id, flow.step(id))).toList();
    }

    /// The key that leads to a person at any time, as it is on a telephone.
    public static String keyOf(Flow.Person person) {
        return String.valueOf(person.key().symbol());
    }

    private static StepSketch of(String id, Step step) {
        return new StepSketch(
                id,
                step.kind(),
                FlowGraph.Family.of(step).id(),
                StepText.detail(step),
                StepPrompts.of(step),
                FlowGraph.arrows(id, step).stream()
                        .map(arrow -> new Leads(arrow.label(), arrow.to(), arrow.astray()))
                        .toList());
    }
}
