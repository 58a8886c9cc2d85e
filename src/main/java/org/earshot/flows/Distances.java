package org.earshot.flows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntBiFunction;

/// How far it is from each step of a flow to steps of a sort, and to its `return`, over the nearest
/// way; through the flows it calls.
final class Distances {

    /// Further than any way.
    static final int NONE = 200_000_000;

    private final Outlines outlines;
    private final Predicate<Written> wanted;
    private final ToIntBiFunction<Written, Way> cost;
    private final Map<String, Map<String, Pair>> known = new HashMap<>();

    /// @param cost of going a way from a step
    Distances(Outlines outlines, Predicate<Written> wanted, ToIntBiFunction<Written, Way> cost) {
        this.outlines = outlines;
        this.wanted = wanted;
        this.cost = cost;
    }

    /// From one step.
    record Pair(int toWanted, int toReturn) {

        static final Pair FAR = new Pair(NONE, NONE);

        /// @param afterReturn how far it is from where the flow returns to
        int inAll(int afterReturn) {
            return Math.min(toWanted, Math.min(NONE, toReturn + afterReturn));
        }
    }

    Pair from(Outline flow, String step) {
        return of(flow).getOrDefault(step, Pair.FAR);
    }

    Pair through(Outline flow) {
        return flow.start().map(start -> from(flow, start.id())).orElse(Pair.FAR);
    }

    private Map<String, Pair> of(Outline flow) {
        var pairs = known.get(flow.name());
        if (pairs == null) {
            pairs = measure(flow);
            known.put(flow.name(), pairs);
        }
        return pairs;
    }

    /// Bellman and Ford's: again and again, until nothing gets nearer.
    private Map<String, Pair> measure(Outline flow) {
        var pairs = new HashMap<String, Pair>();
        var steps = List.copyOf(flow.steps().values()).reversed();
        boolean nearer = true;
        while (nearer) {
            nearer = false;
            for (var step : steps) {
                var pair = pair(flow, step, pairs);
                if (!pair.equals(pairs.put(step.id(), pair))) {
                    nearer = true;
                }
            }
        }
        return pairs;
    }

    private Pair pair(Outline flow, Written step, Map<String, Pair> pairs) {
        if (wanted.test(step)) {
            return new Pair(0, step.is("return") ? 0 : onward(step, pairs).toReturn());
        }
        if (step.is("return")) {
            return new Pair(NONE, 0);
        }
        var after = onward(step, pairs);
        return outlines.called(flow, step)
                .map(this::through)
                .map(inside ->
                        new Pair(
                                inside.inAll(after.toWanted()),
                                Math.min(NONE, inside.toReturn() + after.toReturn())))
                .orElse(after);
    }

    private Pair onward(Written step, Map<String, Pair> pairs) {
        int toWanted = NONE;
        int toReturn = NONE;
        for (var way : step.ways()) {
            var next = pairs.getOrDefault(way.to(), Pair.FAR);
            int here = cost.applyAsInt(step, way);
            toWanted = Math.min(toWanted, here + next.toWanted());
            toReturn = Math.min(toReturn, here + next.toReturn());
        }
        return new Pair(Math.min(NONE, toWanted), Math.min(NONE, toReturn));
    }
}
