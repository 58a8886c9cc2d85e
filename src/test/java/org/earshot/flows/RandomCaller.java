package org.earshot.flows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.earshot.ivr.Condition;
import org.earshot.ivr.Flow;
import org.earshot.ivr.Step;

/// Goes through flows by chance, over [Step] records: knows nothing of the documents and the ways
/// the checks look at, so that it can judge them.
final class RandomCaller {

    /// More than any flow has without going round.
    private static final int MOST_STEPS = 400;

    private final FlowBook book;
    private final Random random;
    private final boolean silent;

    private final Deque<Frame> calling = new ArrayDeque<>();
    private final Set<String> variables = new HashSet<>();
    private boolean agreed;

    private record Frame(Flow flow, String next) {}

    /// @param silent presses and says nothing; every call of such a caller must end by itself
    RandomCaller(FlowBook book, Random random, boolean silent) {
        this.book = book;
        this.random = random;
        this.silent = silent;
    }

    /// @return what went wrong; empty when nothing did
    Optional<String> call(String name) {
        var flow = book.flow(name);
        var at = flow.start();
        for (int passed = 0; passed < MOST_STEPS; passed++) {
            var step = flow.steps().get(at);
            if (step == null) {
                return Optional.of(flow.name() + " has no step " + at);
            }
            var fault = fault(step);
            if (fault.isPresent()) {
                return Optional.of(flow.name() + "/" + at + ": " + fault.get());
            }
            if (step instanceof Step.Call call) {
                calling.push(new Frame(flow, call.next()));
                flow = book.flow(call.flow());
                at = flow.start();
            } else if (step instanceof Step.Hangup
                    || (step instanceof Step.Return && calling.isEmpty())) {
                return Optional.empty();
            } else if (step instanceof Step.Return) {
                var back = calling.pop();
                flow = back.flow();
                at = back.next();
            } else {
                at = next(flow, at, step);
            }
        }
        return silent ? Optional.of(name + " goes on for ever, at " + at) : Optional.empty();
    }

    private Optional<String> fault(Step step) {
        boolean records =
                step instanceof Step.Report
                        || step instanceof Step.AddNote
                        || (step instanceof Step.Survey survey && survey.comment().isPresent());
        if (records && !agreed) {
            return Optional.of("records without having asked");
        }
        if (step instanceof Step.Hook hook && !variables.containsAll(hook.send())) {
            return Optional.of("sends what has no value");
        }
        return Optional.empty();
    }

    private String next(Flow flow, String at, Step step) {
        var person = flow.personIn(at);
        if (!silent && person.isPresent() && random.nextInt(10) == 0) {
            return person.get().next();
        }
        return switch (step) {
            case Step.Say say -> say.next();
            case Step.Report report -> report.next();
            case Step.Survey survey -> survey.next();
            case Step.Assign assign -> {
                variables.addAll(assign.values().keySet());
                yield assign.next();
            }
            case Step.Menu menu -> chosen(menu);
            case Step.Listen listen ->
                    one(
                            listen.choices().values().stream().map(Step.Spoken::next).toList(),
                            List.of(listen.otherwise()));
            case Step.Agree agree -> agreed(agree);
            case Step.Collect collect -> {
                var next = one(List.of(collect.next()), List.of(collect.otherwise()));
                if (next.equals(collect.next()) && !next.equals(collect.otherwise())) {
                    variables.add(collect.into());
                }
                yield next;
            }
            case Step.Code code ->
                    one(List.of(code.next()), List.of(code.unconfirmed(), code.otherwise()));
            case Step.Choose choose -> chosen(choose);
            case Step.Hours hours ->
                    any(
                            List.of(
                                    hours.open(),
                                    hours.closed(),
                                    hours.holiday().orElse(hours.closed())));
            case Step.Status status ->
                    lookedUp(
                            status.enter().isPresent(),
                            List.of(status.next(), status.unavailable()),
                            status.otherwise());
            case Step.AddNote note ->
                    lookedUp(
                            note.enter().isPresent(),
                            List.of(note.next(), note.unavailable()),
                            note.otherwise());
            case Step.Queue queue ->
                    one(
                            queue.callback().map(Step.Offer::next).stream().toList(),
                            List.of(queue.next(), queue.otherwise()));
            case Step.Callback callback ->
                    one(List.of(callback.next()), List.of(callback.otherwise()));
            case Step.Emergency emergency -> any(List.of(emergency.next(), emergency.otherwise()));
            case Step.Transfer transfer -> any(List.of(transfer.next(), transfer.otherwise()));
            case Step.Hook hook -> asked(hook);
            case Step.Call _, Step.Return _, Step.Hangup _ ->
                    throw new IllegalStateException("handled before");
        };
    }

    private String chosen(Step.Menu menu) {
        var keyed = new ArrayList<>(menu.keys().values().stream().map(Step.Choice::next).toList());
        keyed.add(menu.otherwise());
        return one(keyed, List.of(menu.silent().orElse(menu.otherwise())));
    }

    /// @param keyed whether the caller keys a code here
    private String lookedUp(boolean keyed, List<String> found, String otherwise) {
        return keyed
                ? one(found, List.of(otherwise))
                : any(Stream.concat(found.stream(), Stream.of(otherwise)).toList());
    }

    private String asked(Step.Hook hook) {
        var answered = random.nextBoolean();
        if (answered) {
            variables.addAll(hook.into().keySet());
        }
        return answered ? hook.next() : hook.otherwise();
    }

    private String agreed(Step.Agree step) {
        var keyed = step.keys().values().stream().map(Step.Agreed::next).toList();
        agreed = true;
        return one(keyed, List.of(step.otherwise().next()));
    }

    /// Conditions hold by chance, except those about what is agreed.
    private String chosen(Step.Choose step) {
        for (var line : step.cases()) {
            if (holds(line.when())) {
                return line.next();
            }
        }
        return step.otherwise();
    }

    private boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.Agreed _ -> agreed && random.nextBoolean();
            case Condition.Not(var not) -> !holds(not);
            case Condition.All(var all) -> all.stream().allMatch(this::holds);
            case Condition.Any(var any) -> any.stream().anyMatch(this::holds);
            case Condition.Variable _,
                    Condition.Language _,
                    Condition.Open _,
                    Condition.Waiting _,
                    Condition.Screened _ ->
                    random.nextBoolean();
        };
    }

    private String one(List<String> keyed, List<String> withoutKey) {
        if (silent || keyed.isEmpty()) {
            return any(withoutKey);
        }
        var all = new ArrayList<>(keyed);
        all.addAll(withoutKey);
        return any(all);
    }

    private String any(List<String> ways) {
        return ways.get(random.nextInt(ways.size()));
    }
}
