package org.earshot.flows;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is certain at a step, whichever way a caller came there. A flow that is called is looked at
/// once for each state of knowledge in which it is called.
final class Knowledge {

    private final Outlines outlines;
    private final Map<Context, Result> done = new HashMap<>();

    Knowledge(Outlines outlines) {
        this.outlines = outlines;
    }

    /// @param agreed whether the caller was asked how the words may be kept
    /// @param set the variables that have a value
    record Known(boolean agreed, Set<String> set) {

        static final Known NOTHING = new Known(false, Set.of());

        Known {
            set = Set.copyOf(set);
        }

        Known and(Way way) {
            var all = new HashSet<>(set);
            all.addAll(way.sets());
            return new Known(agreed || way.agrees(), all);
        }

        /// Certain on both ways.
        Known meet(Known other) {
            var both = new HashSet<>(set);
            both.retainAll(other.set);
            return new Known(agreed && other.agreed, both);
        }
    }

    /// Sees each step of each flow, with what is certain when it begins.
    interface Visitor {
        void at(Outline flow, Written step, Known known);
    }

    private record Context(String flow, Known entry) {}

    /// @param exit what is certain when the flow returns; empty when it never does
    private record Result(Map<String, Known> at, Optional<Known> exit) {}

    /// From every flow a call can begin with, where nothing is known.
    void visit(Visitor visitor) {
        var seen = new HashSet<Context>();
        for (var entry : outlines.entries()) {
            visit(entry, Known.NOTHING, visitor, seen);
        }
    }

    private void visit(Outline flow, Known entry, Visitor visitor, Set<Context> seen) {
        if (!seen.add(new Context(flow.name(), entry))) {
            return;
        }
        result(flow, entry)
                .at()
                .forEach((id, known) -> {
                    var step = flow.step(id).orElseThrow();
                    visitor.at(flow, step, known);
                    outlines.called(flow, step)
                            .ifPresent(called -> visit(called, known, visitor, seen));
                });
    }

    private Result result(Outline flow, Known entry) {
        var context = new Context(flow.name(), entry);
        var known = done.get(context);
        if (known == null) {
            known = follow(flow, entry);
            done.put(context, known);
        }
        return known;
    }

    /// Until nothing changes; knowledge only shrinks, so it ends.
    private Result follow(Outline flow, Known entry) {
        var at = new HashMap<String, Known>();
        var waiting = new ArrayDeque<String>();
        flow.start()
                .ifPresent(start -> {
                    at.put(start.id(), entry);
                    waiting.add(start.id());
                });
        while (!waiting.isEmpty()) {
            var step = flow.step(waiting.remove()).orElseThrow();
            for (var way : step.ways()) {
                var out = leaving(flow, step, way, known(at, step.id()));
                if (out.isPresent() && flow.step(way.to()).isPresent()) {
                    learn(at, way.to(), out.get(), waiting);
                }
            }
        }
        return new Result(at, atReturns(flow, at));
    }

    private Optional<Known> leaving(Outline flow, Written step, Way way, Known known) {
        var called = outlines.called(flow, step);
        return called.isEmpty()
                ? Optional.of(known.and(way))
                : result(called.get(), known).exit().map(exit -> exit.and(way));
    }

    private static void learn(
            Map<String, Known> at, String step, Known known, ArrayDeque<String> waiting) {
        var before = at.get(step);
        var now = before == null ? known : before.meet(known);
        if (!now.equals(before)) {
            at.put(step, now);
            waiting.add(step);
        }
    }

    private static Known known(Map<String, Known> at, String step) {
        var known = at.get(step);
        if (known == null) {
            throw new IllegalStateException("step " + step + " was not reached");
        }
        return known;
    }

    private static Optional<Known> atReturns(Outline flow, Map<String, Known> at) {
        return List.copyOf(at.keySet()).stream()
                .filter(id -> flow.step(id).orElseThrow().is("return"))
                .map(id -> known(at, id))
                .reduce(Known::meet);
    }
}
