package org.earshot.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.earshot.flows.StepSketch;
import org.earshot.house.FlowHistory;
import org.earshot.house.FlowSet;
import org.earshot.ivr.Flow;
import org.jspecify.annotations.Nullable;

/// A flow that new callers hear, as the API shows it. The names are the contract's; null is left
/// out.
///
/// @param release of which it is
/// @param entry whether it is the first that callers hear
/// @param person the key that leads to a person at any time
/// @param steps in the order in which a caller comes to them
@JsonInclude(JsonInclude.Include.NON_NULL)
record FlowView(
        String name,
        int release,
        String sha256,
        boolean entry,
        List<String> languages,
        String start,
        @Nullable PersonKey person,
        FlowLine.@Nullable Since since,
        FlowLine.@Nullable Draft draft,
        FlowCheckView check,
        List<FlowStepView> steps) {

    /// @param except steps in which the key does nothing
    record PersonKey(String key, String next, Set<String> except) {

        static @Nullable PersonKey of(Optional<Flow.Person> person) {
            return person.map(way ->
                            new PersonKey(
                                    StepSketch.keyOf(way), way.next(), new TreeSet<>(way.except())))
                    .orElse(null);
        }
    }

    static FlowView of(FlowSet set, Flow flow, FlowHistory history) {
        var words = set.book().prompts();
        return new FlowView(
                flow.name(),
                set.release(),
                flow.sha256(),
                set.entry().equals(flow),
                FlowOperations.tags(flow),
                flow.start(),
                PersonKey.of(flow.options().person()),
                FlowLine.Since.of(history),
                FlowLine.Draft.of(history),
                FlowCheckView.of(flow.name(), set.findings(), set.times()),
                StepSketch.of(flow).stream()
                        .map(step -> FlowStepView.of(step, flow, words))
                        .toList());
    }
}
