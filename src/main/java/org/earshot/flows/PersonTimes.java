package org.earshot.flows;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Computes a [PersonTime] for each flow a call can begin with.
final class PersonTimes {

    private static final int NEVER = -1;

    private final Outlines outlines;
    private final PromptLengths lengths;

    PersonTimes(Outlines outlines, PromptLengths lengths) {
        this.outlines = outlines;
        this.lengths = lengths;
    }

    /// Without those that lead to nobody.
    List<PersonTime> all() {
        return outlines.entries().stream()
                .flatMap(flow ->
                        time(flow, true, Written::isPerson)
                                .or(() -> time(flow, false, Written::isPersonOrVoicemail))
                                .stream())
                .toList();
    }

    private Optional<PersonTime> time(Outline flow, boolean person, Predicate<Written> wanted) {
        var expected =
                new Distances(
                                outlines,
                                wanted,
                                (step, way) -> new Lasting(lengths, flow, step, way).expected())
                        .through(flow)
                        .toWanted();
        if (expected >= Distances.NONE) {
            return Optional.empty();
        }
        int longest = new Longest(wanted).through(flow).toWanted();
        return Optional.of(
                new PersonTime(
                        flow.name(),
                        person,
                        Duration.ofMillis(expected),
                        Duration.ofMillis(Math.max(longest, expected))));
    }

    /// Over ways that never lead back: each step is looked at once, and where a way leads to a step
    /// that is being looked at, it is a way back.
    private final class Longest {

        private static final Distances.Pair NOWHERE = new Distances.Pair(NEVER, NEVER);

        private final Predicate<Written> wanted;
        private final Map<String, Distances.Pair> known = new HashMap<>();

        Longest(Predicate<Written> wanted) {
            this.wanted = wanted;
        }

        Distances.Pair through(Outline flow) {
            return flow.start().map(start -> from(flow, start)).orElse(NOWHERE);
        }

        private Distances.Pair from(Outline flow, Written step) {
            var name = flow.name() + "/" + step.id();
            var pair = known.get(name);
            if (pair == null) {
                known.put(name, NOWHERE); // who comes here meanwhile comes back
                pair = measure(flow, step);
                known.put(name, pair);
            }
            return pair;
        }

        private Distances.Pair measure(Outline flow, Written step) {
            if (wanted.test(step)) {
                return new Distances.Pair(0, NEVER);
            }
            if (step.is("return")) {
                return new Distances.Pair(NEVER, 0);
            }
            if (step.is("report")) {
                return NOWHERE; // who leaves a report has been listened to
            }
            var after = onward(flow, step);
            return outlines.called(flow, step)
                    .map(this::through)
                    .map(inside ->
                            new Distances.Pair(
                                    Math.max(
                                            inside.toWanted(),
                                            sum(inside.toReturn(), after.toWanted())),
                                    sum(inside.toReturn(), after.toReturn())))
                    .orElse(after);
        }

        private Distances.Pair onward(Outline flow, Written step) {
            int toWanted = NEVER;
            int toReturn = NEVER;
            for (var way : step.ways()) {
                var pair = flow.step(way.to()).map(next -> from(flow, next)).orElse(NOWHERE);
                int here = new Lasting(lengths, flow, step, way).longest();
                toWanted = Math.max(toWanted, sum(here, pair.toWanted()));
                toReturn = Math.max(toReturn, sum(here, pair.toReturn()));
            }
            return new Distances.Pair(toWanted, toReturn);
        }

        private static int sum(int one, int other) {
            return one == NEVER || other == NEVER ? NEVER : one + other;
        }
    }
}
