package org.earshot.flows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// All flows of a folder as they are written, and what follows from one calling another.
final class Outlines {

    private final SortedMap<String, Outline> flows = new TreeMap<>();
    private final Map<String, Set<String>> calls = new HashMap<>();
    private final Map<String, Boolean> returning = new HashMap<>();
    private final Map<String, Boolean> returningSilently = new HashMap<>();

    Outlines(Collection<Outline> all) {
        all.forEach(flow -> flows.put(flow.name(), flow));
        flows.values().forEach(flow -> calls.put(flow.name(), callsOf(flow)));
    }

    Collection<Outline> all() {
        return flows.values();
    }

    Optional<Outline> named(String name) {
        return Optional.ofNullable(flows.get(name));
    }

    Set<String> names() {
        return flows.keySet();
    }

    /// The flows a call can begin with: those no other one calls, and of those that only call each
    /// other the first.
    List<Outline> entries() {
        var called = new HashSet<String>();
        calls.values().forEach(called::addAll);
        var entries =
                new ArrayList<>(
                        flows.values().stream()
                                .filter(flow -> !called.contains(flow.name()))
                                .toList());
        for (var flow : flows.values()) {
            if (entries.stream().noneMatch(entry -> comesToCall(entry.name(), flow.name()))) {
                entries.add(flow);
            }
        }
        return entries;
    }

    /// The flow that a step calls; empty when there is none, and when that would go round in a
    /// circle (said already).
    Optional<Outline> called(Outline flow, Written step) {
        if (!step.is("call")) {
            return Optional.empty();
        }
        return named(step.node().path("flow").asText())
                .filter(called -> !comesToCall(called.name(), flow.name()));
    }

    /// Whether `flow` is `wanted` or comes to call it.
    boolean comesToCall(String flow, String wanted) {
        var seen = new HashSet<String>();
        var waiting = new ArrayDeque<>(List.of(flow));
        while (!waiting.isEmpty()) {
            var name = waiting.remove();
            if (name.equals(wanted)) {
                return true;
            }
            if (seen.add(name)) {
                waiting.addAll(calls.getOrDefault(name, Set.of()));
            }
        }
        return false;
    }

    /// The steps that `from` leads to, itself among them, by ways that are really gone: behind a
    /// `call` only when the flow that is called returns.
    Set<String> reached(Outline flow, String from, Predicate<Way> which) {
        return reached(flow, List.of(from), which);
    }

    Set<String> reached(Outline flow, Collection<String> from, Predicate<Way> which) {
        var reached = new LinkedHashSet<String>();
        var waiting = new ArrayDeque<>(from);
        while (!waiting.isEmpty()) {
            var step = flow.step(waiting.remove());
            if (step.isPresent() && reached.add(step.get().id())) {
                step.get().ways().stream()
                        .filter(which.and(way -> comesBack(flow, step.get())))
                        .forEach(way -> waiting.add(way.to()));
            }
        }
        return reached;
    }

    /// The ways that are gone without the caller doing anything, also in the flows called.
    Set<String> reachedSilently(Outline flow, Collection<String> from) {
        var reached = new LinkedHashSet<String>();
        var waiting = new ArrayDeque<>(from);
        while (!waiting.isEmpty()) {
            var step = flow.step(waiting.remove());
            if (step.isPresent() && reached.add(step.get().id())) {
                silentWays(flow, step.get()).forEach(way -> waiting.add(way.to()));
            }
        }
        return reached;
    }

    List<Way> silentWays(Outline flow, Written step) {
        boolean goesOn =
                !step.is("call") || called(flow, step).filter(this::returnsSilently).isPresent();
        return goesOn ? step.ways().stream().filter(Way::silent).toList() : List.of();
    }

    private boolean comesBack(Outline flow, Written step) {
        return called(flow, step).map(this::returns).orElse(true);
    }

    /// Whether a caller of the flow can come to a `return`.
    boolean returns(Outline flow) {
        var known = returning.get(flow.name());
        if (known == null) {
            known =
                    flow.start().map(start -> reached(flow, start.id(), way -> true)).stream()
                            .anyMatch(steps -> hasReturn(flow, steps));
            returning.put(flow.name(), known);
        }
        return known;
    }

    /// The same for one who does nothing.
    private boolean returnsSilently(Outline flow) {
        var known = returningSilently.get(flow.name());
        if (known == null) {
            known =
                    flow.start().map(start -> reachedSilently(flow, List.of(start.id()))).stream()
                            .anyMatch(steps -> hasReturn(flow, steps));
            returningSilently.put(flow.name(), known);
        }
        return known;
    }

    private static boolean hasReturn(Outline flow, Set<String> steps) {
        return steps.stream().anyMatch(id -> flow.step(id).orElseThrow().is("return"));
    }

    private static Set<String> callsOf(Outline flow) {
        var names = new LinkedHashSet<String>();
        for (var step : flow.steps().values()) {
            if (step.is("call")) {
                names.add(step.node().path("flow").asText());
            }
        }
        return names;
    }

    /// Of the steps given, one for each circle or dead end they form: the first one in the file.
    static List<String> firstOfEach(List<String> steps, Function<String, Set<String>> related) {
        var first = new ArrayList<String>();
        var left = new ArrayList<>(steps);
        while (!left.isEmpty()) {
            var step = left.removeFirst();
            first.add(step);
            left.removeAll(related.apply(step));
        }
        return first;
    }
}
