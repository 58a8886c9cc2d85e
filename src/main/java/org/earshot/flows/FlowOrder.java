package org.earshot.flows;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.earshot.ivr.Flow;

/// The steps of a flow in the order in which a caller comes to them; those nobody comes to last.
final class FlowOrder {

    private FlowOrder() {}

    /// Breadth first.
    static List<String> of(Flow flow) {
        Set<String> seen = new LinkedHashSet<>(List.of(flow.start()));
        var order = new ArrayList<String>();
        var waiting = new ArrayList<>(seen);
        while (!waiting.isEmpty()) {
            var id = waiting.removeFirst();
            order.add(id);
            for (var branch : Branches.of(flow.step(id))) {
                if (flow.steps().containsKey(branch.to()) && seen.add(branch.to())) {
                    waiting.add(branch.to());
                }
            }
            if (waiting.isEmpty()) {
                nextUnseen(flow, seen, waiting);
            }
        }
        return order;
    }

    private static void nextUnseen(Flow flow, Set<String> seen, List<String> waiting) {
        var person =
                flow.options().person().map(Flow.Person::next).filter(id -> !seen.contains(id));
        person.or(() ->
                        flow.steps().keySet().stream()
                                .filter(id -> !seen.contains(id))
                                .sorted()
                                .findFirst())
                .ifPresent(id -> {
                    seen.add(id);
                    waiting.add(id);
                });
    }
}
