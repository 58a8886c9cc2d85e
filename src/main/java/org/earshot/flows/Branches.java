package org.earshot.flows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.earshot.ivr.Step;
import org.earshot.telephony.Dtmf;

/// The ways out of a step, and what is said only to who goes astray in it. The one place that knows
/// them for every kind.
final class Branches {

    static final String NEXT = "next";
    static final String OTHERWISE = "otherwise";

    private Branches() {}

    /// In the order of the keys, then as written.
    static List<Branch> of(Step step) {
        var branches = new ArrayList<Branch>();
        redirected(
                step,
                (label, to) -> {
                    branches.add(new Branch(label, to));
                    return to;
                });
        return List.copyOf(branches);
    }

    /// Keys in the order of a keypad's events.
    static <V> Map<Dtmf, V> inOrder(Map<Dtmf, V> keys) {
        var ordered = new LinkedHashMap<Dtmf, V>();
        keys.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getKey().event()))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    /// The same step with other targets.
    ///
    /// @param leads from label and target to the new target
    static Step redirected(Step step, BiFunction<String, String, String> leads) {
        return switch (step) {
            case Step.Say say ->
                    new Step.Say(say.say(), say.bargeIn(), leads.apply(NEXT, say.next()));
            case Step.Menu menu -> redirect(menu, leads);
            case Step.Collect collect -> redirect(collect, leads);
            case Step.Code code -> redirect(code, leads);
            case Step.Report(var say, var interrupted, var limits, var next) ->
                    new Step.Report(say, interrupted, limits, leads.apply(NEXT, next));
            case Step.Listen listen -> redirect(listen, leads);
            case Step.Choose choose -> redirect(choose, leads);
            case Step.Hours hours -> redirect(hours, leads);
            case Step.Assign(var values, var pace, var language, var next) ->
                    new Step.Assign(values, pace, language, leads.apply(NEXT, next));
            case Step.Agree agree -> redirect(agree, leads);
            case Step.Status status -> redirect(status, leads);
            case Step.AddNote note -> redirect(note, leads);
            case Step.Queue queue -> redirect(queue, leads);
            case Step.Callback(
                            var say,
                            var calendar,
                            var offered,
                            var asking,
                            var next,
                            var otherwise) ->
                    new Step.Callback(
                            say,
                            calendar,
                            offered,
                            asking,
                            leads.apply(NEXT, next),
                            leads.apply(OTHERWISE, otherwise));
            case Step.Emergency(var say, var target, var ring, var next, var otherwise) ->
                    new Step.Emergency(
                            say,
                            target,
                            ring,
                            leads.apply(NEXT, next),
                            leads.apply(OTHERWISE, otherwise));
            case Step.Survey(var survey, var questions, var comment, var next) ->
                    new Step.Survey(survey, questions, comment, leads.apply(NEXT, next));
            case Step.Transfer(var say, var target, var ring, var next, var otherwise) ->
                    new Step.Transfer(
                            say,
                            target,
                            ring,
                            leads.apply(NEXT, next),
                            leads.apply(OTHERWISE, otherwise));
            case Step.Call(var flow, var next) -> new Step.Call(flow, leads.apply(NEXT, next));
            case Step.Hook hook -> redirect(hook, leads);
            case Step.Return _, Step.Hangup _ -> step;
        };
    }

    private static Step redirect(Step.Menu menu, BiFunction<String, String, String> leads) {
        var keys = new HashMap<Dtmf, Step.Choice>();
        inOrder(menu.keys())
                .forEach((key, choice) ->
                        keys.put(
                                key,
                                new Step.Choice(
                                        leads.apply(label(key), choice.next()),
                                        choice.language())));
        return new Step.Menu(
                menu.say(),
                menu.inEachLanguage(),
                keys,
                menu.asking(),
                leads.apply(OTHERWISE, menu.otherwise()),
                menu.silent().map(to -> leads.apply("silent", to)));
    }

    private static Step redirect(Step.Collect collect, BiFunction<String, String, String> leads) {
        return new Step.Collect(
                collect.say(),
                collect.into(),
                collect.least(),
                collect.most(),
                collect.pause(),
                collect.asking(),
                leads.apply(NEXT, collect.next()),
                leads.apply(OTHERWISE, collect.otherwise()));
    }

    private static Step redirect(Step.Code code, BiFunction<String, String, String> leads) {
        return new Step.Code(
                code.say(),
                code.again(),
                code.times(),
                code.group(),
                code.confirm(),
                leads.apply(NEXT, code.next()),
                leads.apply("unconfirmed", code.unconfirmed()),
                leads.apply(OTHERWISE, code.otherwise()));
    }

    private static Step redirect(Step.Listen listen, BiFunction<String, String, String> leads) {
        var choices = new HashMap<Dtmf, Step.Spoken>();
        inOrder(listen.choices())
                .forEach((key, spoken) ->
                        choices.put(
                                key,
                                new Step.Spoken(
                                        spoken.words(), leads.apply(label(key), spoken.next()))));
        return new Step.Listen(
                listen.say(), choices, listen.asking(), leads.apply(OTHERWISE, listen.otherwise()));
    }

    private static Step redirect(Step.Choose choose, BiFunction<String, String, String> leads) {
        var cases = new ArrayList<Step.Case>();
        for (var line : choose.cases()) {
            var label = "case " + (cases.size() + 1);
            cases.add(new Step.Case(line.when(), leads.apply(label, line.next())));
        }
        return new Step.Choose(cases, leads.apply(OTHERWISE, choose.otherwise()));
    }

    private static Step redirect(Step.Hours hours, BiFunction<String, String, String> leads) {
        return new Step.Hours(
                hours.calendar(),
                leads.apply("open", hours.open()),
                leads.apply("closed", hours.closed()),
                hours.holiday().map(to -> leads.apply("holiday", to)));
    }

    private static Step redirect(Step.Agree agree, BiFunction<String, String, String> leads) {
        var keys = new HashMap<Dtmf, Step.Agreed>();
        inOrder(agree.keys())
                .forEach((key, agreed) ->
                        keys.put(
                                key,
                                new Step.Agreed(
                                        agreed.consent(), leads.apply(label(key), agreed.next()))));
        var otherwise = agree.otherwise();
        return new Step.Agree(
                agree.say(),
                keys,
                agree.asking(),
                new Step.Agreed(otherwise.consent(), leads.apply(OTHERWISE, otherwise.next())));
    }

    private static Step redirect(Step.Status status, BiFunction<String, String, String> leads) {
        return new Step.Status(
                status.enter(),
                leads.apply(NEXT, status.next()),
                leads.apply(OTHERWISE, status.otherwise()),
                leads.apply("unavailable", status.unavailable()));
    }

    private static Step redirect(Step.AddNote note, BiFunction<String, String, String> leads) {
        return new Step.AddNote(
                note.enter(),
                note.say(),
                note.interrupted(),
                note.limits(),
                leads.apply(NEXT, note.next()),
                leads.apply(OTHERWISE, note.otherwise()),
                leads.apply("unavailable", note.unavailable()));
    }

    private static Step redirect(Step.Queue queue, BiFunction<String, String, String> leads) {
        return new Step.Queue(
                queue.queue(),
                queue.say(),
                queue.every(),
                queue.callback()
                        .map(offer ->
                                new Step.Offer(
                                        offer.key(),
                                        offer.say(),
                                        offer.after(),
                                        leads.apply("callback", offer.next()))),
                queue.longest(),
                leads.apply(NEXT, queue.next()),
                leads.apply(OTHERWISE, queue.otherwise()));
    }

    private static Step redirect(Step.Hook hook, BiFunction<String, String, String> leads) {
        return new Step.Hook(
                hook.hook(),
                hook.send(),
                hook.into(),
                hook.timeout(),
                hook.meanwhile(),
                leads.apply(NEXT, hook.next()),
                leads.apply(OTHERWISE, hook.otherwise()));
    }

    private static String label(Dtmf key) {
        return String.valueOf(key.symbol());
    }
}
