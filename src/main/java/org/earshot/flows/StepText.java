package org.earshot.flows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earshot.ivr.Condition;
import org.earshot.ivr.PromptBook;
import org.earshot.ivr.PromptWords;
import org.earshot.ivr.Step;
import org.earshot.telephony.Dtmf;

/// Short words for what a step does, as in pictures.
final class StepText {

    private StepText() {}

    /// What is in the step beside its prompts and targets; empty when nothing that matters.
    static String detail(Step step) {
        return switch (step) {
            case Step.Hours hours -> hours.calendar();
            case Step.Queue queue -> queue.queue() + ", at most " + time(queue.longest());
            case Step.Callback callback -> callback.calendar();
            case Step.Emergency emergency -> emergency.target();
            case Step.Transfer transfer -> transfer.target();
            case Step.Call call -> call.flow();
            case Step.Hook hook -> hook.hook() + ", at most " + time(hook.timeout());
            case Step.Survey survey -> asked(survey);
            case Step.Report report -> "at most " + time(report.limits().limit());
            case Step.AddNote note -> "at most " + time(note.limits().limit());
            case Step.Collect collect -> "into " + collect.into();
            case Step.Assign assign -> assigned(assign);
            case Step.Say _,
                    Step.Menu _,
                    Step.Listen _,
                    Step.Choose _,
                    Step.Agree _,
                    Step.Status _,
                    Step.Code _,
                    Step.Return _,
                    Step.Hangup _ ->
                    "";
        };
    }

    private static String asked(Step.Survey survey) {
        var parts = new ArrayList<String>();
        if (!survey.questions().isEmpty()) {
            parts.add(survey.questions().size() + " questions");
        }
        survey.comment().ifPresent(_ -> parts.add("a comment"));
        return String.join(", ", parts);
    }

    private static String assigned(Step.Assign step) {
        var values =
                step.values().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(value -> value.getKey() + " = " + value.getValue());
        var pace = step.pace().stream().map(to -> "pace " + HousePhrases.inWords(to));
        var language = step.language().stream().map(to -> "language " + to.toLanguageTag());
        return Stream.of(values, pace, language)
                .flatMap(part -> part)
                .collect(Collectors.joining(", "));
    }

    /// The prompts a caller hears first.
    private static List<String> prompts(Step step) {
        return switch (step) {
            case Step.Say say -> say.say();
            case Step.Menu menu -> menu.say();
            case Step.Listen listen -> listen.say();
            case Step.Agree agree -> agree.say();
            case Step.Collect collect -> collect.say();
            case Step.Report report -> report.say();
            case Step.Code code -> code.say();
            case Step.Status status -> entry(status.enter());
            case Step.AddNote note -> note.enter().isPresent() ? entry(note.enter()) : note.say();
            case Step.Queue queue -> queue.say();
            case Step.Callback callback -> callback.say();
            case Step.Emergency emergency -> emergency.say();
            case Step.Transfer transfer -> transfer.say();
            case Step.Survey survey ->
                    survey.questions().stream()
                            .findFirst()
                            .map(Step.Question::say)
                            .or(() -> survey.comment().map(Step.Comment::say))
                            .orElse(List.of());
            case Step.Hook hook -> hook.meanwhile();
            case Step.Hangup hangup -> hangup.say();
            case Step.Choose _, Step.Hours _, Step.Assign _, Step.Call _, Step.Return _ ->
                    List.of();
        };
    }

    private static List<String> entry(Optional<Step.CodeEntry> enter) {
        return enter.map(Step.CodeEntry::say).orElse(List.of());
    }

    static String firstWords(Step step, PromptBook words, Locale language) {
        return prompts(step).stream()
                .map(id -> words.words(id, language).map(PromptWords::words).orElse(id))
                .collect(Collectors.joining(" "));
    }

    /// A branch in the words of a picture.
    static String label(Step step, String branch) {
        if (branch.equals(Branches.OTHERWISE)) {
            return "else";
        }
        var key = branch.length() == 1 ? Dtmf.of(branch.charAt(0)) : Optional.<Dtmf>empty();
        return switch (step) {
            case Step.Choose choose when branch.startsWith("case ") ->
                    condition(choose.cases().get(Integer.parseInt(branch.substring(5)) - 1).when());
            case Step.Menu menu when key.isPresent() ->
                    branch
                            + Optional.ofNullable(menu.keys().get(key.get()))
                                    .flatMap(Step.Choice::language)
                                    .map(language -> " " + language.toLanguageTag())
                                    .orElse("");
            case Step.Agree agree when key.isPresent() ->
                    branch
                            + Optional.ofNullable(agree.keys().get(key.get()))
                                    .map(agreed -> " " + HousePhrases.inWords(agreed.consent()))
                                    .orElse("");
            case Step.Queue _, Step.Transfer _, Step.Emergency _ when branch.equals("next") ->
                    "talked";
            case Step.Code _ when branch.equals("next") -> "confirmed";
            case Step.Code _,
                    Step.Say _,
                    Step.Menu _,
                    Step.Collect _,
                    Step.Report _,
                    Step.Listen _,
                    Step.Choose _,
                    Step.Hours _,
                    Step.Assign _,
                    Step.Agree _,
                    Step.Status _,
                    Step.AddNote _,
                    Step.Queue _,
                    Step.Callback _,
                    Step.Emergency _,
                    Step.Survey _,
                    Step.Transfer _,
                    Step.Call _,
                    Step.Return _,
                    Step.Hook _,
                    Step.Hangup _ ->
                    branch;
        };
    }

    static String condition(Condition condition) {
        return switch (condition) {
            case Condition.Variable(var name, var is) -> name + " = " + is;
            case Condition.Language(var is) -> is.toLanguageTag();
            case Condition.Open(var calendar) -> calendar + " open";
            case Condition.Waiting(var queue, var within) -> queue + " within " + time(within);
            case Condition.Screened(var is) -> is.toLowerCase(Locale.ROOT);
            case Condition.Agreed(var is) -> HousePhrases.inWords(is);
            case Condition.Not(var not) -> "not " + condition(not);
            case Condition.All(var all) ->
                    all.stream().map(StepText::condition).collect(Collectors.joining(" and "));
            case Condition.Any(var any) ->
                    any.stream().map(StepText::condition).collect(Collectors.joining(" or "));
        };
    }

    /// As flows write it: `5s`, `10m`.
    static String time(Duration time) {
        if (time.toMillis() % 1_000 != 0) {
            return time.toMillis() + "ms";
        }
        return time.toSeconds() % 60 == 0 && !time.isZero()
                ? time.toMinutes() + "m"
                : time.toSeconds() + "s";
    }
}
