package org.earshot.flows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.ivr.Flow;
import org.earshot.ivr.Step;

/// How much of flows has been lived through: steps, branches, and where a caller hung up or asked
/// for a person. Safe to be told by several calls at once.
public final class Coverage {

    private final Map<String, Parts> flows = new LinkedHashMap<>();

    /// Of one flow.
    ///
    /// @param missing what nobody lived through, as `step: branch` or `step`
    public record OfFlow(
            String flow,
            Share steps,
            Share branches,
            Share hangups,
            Share persons,
            List<String> missing) {

        public boolean whole() {
            return steps.whole() && branches.whole();
        }

        public String onTerminal() {
            var text = new StringBuilder();
            text.append(
                    "%-18s steps %s   branches %s   hung up in %s   person from %s"
                            .formatted(flow, steps, branches, hangups, persons));
            missing.forEach(part -> text.append("\n    nobody came by ").append(part));
            return text.toString();
        }
    }

    /// @param of how many there are
    public record Share(int seen, int of) {

        public boolean whole() {
            return seen == of;
        }

        @Override
        public String toString() {
            return "%d of %d (%d %%)".formatted(seen, of, of == 0 ? 100 : 100 * seen / of);
        }
    }

    /// All there is in one flow, and what has been seen of it.
    private static final class Parts {

        private final Flow flow;
        private final Set<String> branches = new LinkedHashSet<>();
        private final Set<String> steps = new HashSet<>();
        private final Set<String> passed = new HashSet<>();
        private final Set<String> hungUp = new HashSet<>();
        private final Set<String> persons = new HashSet<>();

        Parts(Flow flow) {
            this.flow = flow;
            for (var id : FlowOrder.of(flow)) {
                var step = flow.step(id);
                Branches.of(step).forEach(branch -> branches.add(part(id, branch.label())));
                Asides.of(step).keySet().forEach(aside -> branches.add(part(id, aside)));
            }
        }

        OfFlow share() {
            var order = FlowOrder.of(flow);
            var missing = new ArrayList<String>();
            order.stream().filter(id -> !steps.contains(id)).forEach(missing::add);
            branches.stream().filter(part -> !passed.contains(part)).forEach(missing::add);
            var spoken = order.stream().filter(id -> takesTime(flow.step(id))).toList();
            var askable = spoken.stream().filter(id -> flow.personIn(id).isPresent()).toList();
            return new OfFlow(
                    flow.name(),
                    new Share(count(order, steps), order.size()),
                    new Share(count(branches, passed), branches.size()),
                    new Share(count(spoken, hungUp), spoken.size()),
                    new Share(count(askable, persons), askable.size()),
                    missing);
        }

        private static int count(Collection<String> all, Set<String> seen) {
            return (int) all.stream().filter(seen::contains).count();
        }
    }

    public Coverage(Collection<Flow> of) {
        of.forEach(flow -> flows.put(flow.name(), new Parts(flow)));
    }

    /// Of each flow, in the order they were given.
    public synchronized List<OfFlow> shares() {
        return flows.values().stream().map(Parts::share).toList();
    }

    /// Of one flow; empty when it is none of these.
    public synchronized Optional<OfFlow> share(String flow) {
        return Optional.ofNullable(flows.get(flow)).map(Parts::share);
    }

    synchronized void entered(String flow, String step) {
        parts(flow).ifPresent(parts -> parts.steps.add(step));
    }

    synchronized void passed(String flow, String step, String branch) {
        parts(flow).ifPresent(parts -> parts.passed.add(part(step, branch)));
    }

    synchronized void hungUp(String flow, String step) {
        parts(flow).ifPresent(parts -> parts.hungUp.add(step));
    }

    synchronized void wantedPerson(String flow, String step) {
        parts(flow).ifPresent(parts -> parts.persons.add(step));
    }

    /// Counts the asides of a step that begin with this prompt.
    synchronized void heard(String flow, String step, String prompt) {
        parts(flow)
                .filter(parts -> parts.flow.steps().containsKey(step))
                .ifPresent(parts ->
                        Asides.of(parts.flow.step(step))
                                .forEach((aside, prompts) -> {
                                    if (prompts.getFirst().equals(prompt)) {
                                        parts.passed.add(part(step, aside));
                                    }
                                }));
    }

    private Optional<Parts> parts(String flow) {
        return Optional.ofNullable(flows.get(flow));
    }

    private static String part(String step, String branch) {
        return step + ": " + branch;
    }

    /// Whether a caller can do anything while the step lasts.
    private static boolean takesTime(Step step) {
        return switch (step) {
            case Step.Choose _, Step.Hours _, Step.Assign _, Step.Call _, Step.Return _ -> false;
            case Step.Hook hook -> !hook.meanwhile().isEmpty();
            case Step.Hangup hangup -> !hangup.say().isEmpty();
            case Step.Say _,
                    Step.Menu _,
                    Step.Collect _,
                    Step.Report _,
                    Step.Code _,
                    Step.Listen _,
                    Step.Agree _,
                    Step.Status _,
                    Step.AddNote _,
                    Step.Queue _,
                    Step.Callback _,
                    Step.Emergency _,
                    Step.Survey _,
                    Step.Transfer _ ->
                    true;
        };
    }
}
