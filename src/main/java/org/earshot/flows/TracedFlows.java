package org.earshot.flows;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.ivr.Flow;
import org.earshot.ivr.Flows;
import org.earshot.ivr.Step;

/// Flows in which each way from step to step has a name of its own, so that one sees which way a
/// caller came. Every target `to` is replaced by a step of the same content whose id says `to`, the
/// step it is reached from, and the branch.
final class TracedFlows implements Flows {

    private static final char SEPARATOR = '\n'; // in no id of any flow

    /// In place of a step where the way to a person begins: it begins in all.
    private static final String ANYWHERE = "";

    static final String PERSON = "person";

    private final Flows flows;
    private final Map<String, Flow> traced = new HashMap<>();

    TracedFlows(Flows flows) {
        this.flows = flows;
    }

    /// How a caller came to a step.
    ///
    /// @param from empty at the start of a flow, and on the way to a person
    /// @param branch likewise; then `person`
    record Arrival(String step, String from, String branch) {

        static Arrival of(String id) {
            var parts = id.split(String.valueOf(SEPARATOR), -1);
            return parts.length == 1
                    ? new Arrival(id, ANYWHERE, "")
                    : new Arrival(parts[0], parts[1], parts[2]);
        }

        boolean wantsPerson() {
            return branch.equals(PERSON) && from.equals(ANYWHERE);
        }
    }

    @Override
    public synchronized Optional<Flow> named(String name) {
        return flows.named(name).map(flow -> traced.computeIfAbsent(name, _ -> trace(flow)));
    }

    @Override
    public Optional<Flow> version(String sha256) {
        return flows.version(sha256).flatMap(flow -> named(flow.name()));
    }

    private static Flow trace(Flow flow) {
        var steps = new HashMap<String, Step>();
        var aliases = new HashMap<String, Set<String>>();
        flow.steps()
                .forEach((id, step) -> {
                    steps.put(id, step);
                    Branches.of(step).forEach(branch -> add(aliases, id, branch));
                });
        flow.options()
                .person()
                .ifPresent(person -> add(aliases, ANYWHERE, new Branch(PERSON, person.next())));
        steps.replaceAll((id, step) -> redirected(id, step));
        aliases.forEach((to, names) -> names.forEach(name -> steps.put(name, steps.get(to))));
        return new Flow(
                flow.name(),
                flow.sha256(),
                flow.languages(),
                flow.start(),
                steps,
                options(flow.options(), aliases));
    }

    private static Flow.Options options(Flow.Options options, Map<String, Set<String>> aliases) {
        var person =
                options.person()
                        .map(way -> {
                            var except = new HashSet<>(way.except());
                            way.except()
                                    .forEach(id ->
                                            except.addAll(aliases.getOrDefault(id, Set.of())));
                            return new Flow.Person(
                                    way.key(),
                                    alias(ANYWHERE, new Branch(PERSON, way.next())),
                                    except);
                        });
        return new Flow.Options(person, options.personWithin(), options.outcome());
    }

    private static Step redirected(String id, Step step) {
        return Branches.redirected(step, (label, to) -> alias(id, new Branch(label, to)));
    }

    private static void add(Map<String, Set<String>> aliases, String from, Branch branch) {
        aliases.computeIfAbsent(branch.to(), _ -> new HashSet<>()).add(alias(from, branch));
    }

    private static String alias(String from, Branch branch) {
        return branch.to() + SEPARATOR + from + SEPARATOR + branch.label();
    }
}
