package org.earshot.ivr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.earshot.telephony.Dtmf;

/// Makes [Step] records of YAML that the schemas have found right.
final class StepReader {

    private StepReader() {}

    static Step read(JsonNode json) {
        var step = new YamlStep(json);
        return switch (step.text("kind")) {
            case "say" ->
                    new Step.Say(
                            step.texts("say"), json.path("bargeIn").asBoolean(), step.text("next"));
            case "menu" -> menu(step);
            case "collect" -> collect(step);
            case "code" -> code(step);
            case "report" ->
                    new Step.Report(
                            step.texts("say"),
                            step.texts("interrupted"),
                            step.limits(),
                            step.text("next"));
            case "listen" -> listen(step);
            case "choose" -> choose(step);
            case "hours" ->
                    new Step.Hours(
                            step.text("calendar"),
                            step.text("open"),
                            step.text("closed"),
                            step.optional("holiday"));
            case "set" -> set(step);
            case "consent" -> consent(step);
            case "status" ->
                    new Step.Status(
                            step.part("enter").map(StepReader::codeEntry),
                            step.text("next"),
                            step.text("otherwise"),
                            step.text("unavailable"));
            case "add-note" -> addNote(step);
            default -> readConnecting(step);
        };
    }

    private static Step readConnecting(YamlStep step) {
        return switch (step.text("kind")) {
            case "queue" -> queue(step);
            case "callback" ->
                    new Step.Callback(
                            step.texts("say"),
                            step.text("calendar"),
                            step.number("offered"),
                            step.asking(),
                            step.text("next"),
                            step.text("otherwise"));
            case "emergency" ->
                    new Step.Emergency(
                            step.texts("say"),
                            step.text("target"),
                            step.time("ring"),
                            step.text("next"),
                            step.text("otherwise"));
            case "survey" -> survey(step);
            case "transfer" ->
                    new Step.Transfer(
                            step.texts("say"),
                            step.text("target"),
                            step.time("ring"),
                            step.text("next"),
                            step.text("otherwise"));
            case "call" -> new Step.Call(step.text("flow"), step.text("next"));
            case "return" -> new Step.Return();
            case "hook" -> hook(step);
            case "hangup" -> new Step.Hangup(step.texts("say"));
            default ->
                    throw new IllegalStateException(
                            "a schema but no reader for kind " + step.text("kind"));
        };
    }

    private static Step menu(YamlStep step) {
        var choices = new HashMap<Dtmf, Step.Choice>();
        step.parts("keys")
                .forEach((key, choice) ->
                        choices.put(
                                key(key), new Step.Choice(choice.text("next"), language(choice))));
        return new Step.Menu(
                step.texts("say"),
                step.json().path("inEachLanguage").asBoolean(),
                choices,
                step.asking(),
                step.text("otherwise"),
                step.optional("silent"));
    }

    private static Step collect(YamlStep step) {
        return new Step.Collect(
                step.texts("say"),
                step.text("into"),
                step.number("least"),
                step.number("most"),
                step.time("pause"),
                step.asking(),
                step.text("next"),
                step.text("otherwise"));
    }

    private static Step code(YamlStep step) {
        return new Step.Code(
                step.texts("say"),
                step.texts("again"),
                step.number("times"),
                step.number("group"),
                codeEntry(new YamlStep(step.json().path("confirm"))),
                step.text("next"),
                step.text("unconfirmed"),
                step.text("otherwise"));
    }

    private static Step.CodeEntry codeEntry(YamlStep entry) {
        return new Step.CodeEntry(
                entry.texts("say"),
                entry.time("timeout"),
                entry.time("pause"),
                entry.number("attempts"),
                entry.texts("wrong"));
    }

    private static Step listen(YamlStep step) {
        var choices = new HashMap<Dtmf, Step.Spoken>();
        step.parts("choices").forEach((key, choice) -> choices.put(key(key), spoken(choice)));
        return new Step.Listen(step.texts("say"), choices, step.asking(), step.text("otherwise"));
    }

    private static Step.Spoken spoken(YamlStep choice) {
        var words = new HashMap<Locale, List<String>>();
        for (var language : choice.json().path("words").properties()) {
            words.put(
                    Locale.forLanguageTag(language.getKey()), YamlStep.texts(language.getValue()));
        }
        return new Step.Spoken(words, choice.text("next"));
    }

    private static Step choose(YamlStep step) {
        var cases =
                StreamSupport.stream(step.json().path("cases").spliterator(), false)
                        .map(line ->
                                new Step.Case(
                                        condition(line.path("when")), line.path("next").asText()))
                        .toList();
        return new Step.Choose(cases, step.text("otherwise"));
    }

    private static Condition condition(JsonNode json) {
        var when = new YamlStep(json);
        if (json.has("variable")) {
            return new Condition.Variable(when.text("variable"), when.text("is"));
        } else if (json.has("language")) {
            return new Condition.Language(Locale.forLanguageTag(when.text("language")));
        } else if (json.has("open")) {
            return new Condition.Open(when.text("open"));
        } else if (json.has("waiting")) {
            return new Condition.Waiting(when.text("waiting"), when.time("within"));
        } else if (json.has("screened")) {
            return new Condition.Screened(when.text("screened"));
        } else if (json.has("agreed")) {
            return new Condition.Agreed(consentNamed(when.text("agreed")));
        } else if (json.has("not")) {
            return new Condition.Not(condition(json.path("not")));
        } else if (json.has("all")) {
            return new Condition.All(conditions(json.path("all")));
        }
        return new Condition.Any(conditions(json.path("any")));
    }

    private static List<Condition> conditions(JsonNode several) {
        return StreamSupport.stream(several.spliterator(), false)
                .map(StepReader::condition)
                .toList();
    }

    private static Step set(YamlStep step) {
        return new Step.Assign(
                step.textMap("set"),
                step.optional("pace").map(pace -> Pace.valueOf(pace.toUpperCase(Locale.ROOT))),
                language(step),
                step.text("next"));
    }

    private static Step consent(YamlStep step) {
        var keys = new HashMap<Dtmf, Step.Agreed>();
        step.parts("keys").forEach((key, agreed) -> keys.put(key(key), agreed(agreed)));
        return new Step.Agree(
                step.texts("say"),
                keys,
                step.asking(),
                agreed(new YamlStep(step.json().path("otherwise"))));
    }

    private static Step.Agreed agreed(YamlStep agreed) {
        return new Step.Agreed(consentNamed(agreed.text("consent")), agreed.text("next"));
    }

    /// `recorded`, `transcript-only`, `minutes-only`.
    private static Consent consentNamed(String name) {
        return Consent.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Step addNote(YamlStep step) {
        return new Step.AddNote(
                step.part("enter").map(StepReader::codeEntry),
                step.texts("say"),
                step.texts("interrupted"),
                step.limits(),
                step.text("next"),
                step.text("otherwise"),
                step.text("unavailable"));
    }

    private static Step queue(YamlStep step) {
        var offer =
                step.part("callback")
                        .map(one ->
                                new Step.Offer(
                                        key(one.text("key")),
                                        one.texts("say"),
                                        one.time("after"),
                                        one.text("next")));
        return new Step.Queue(
                step.text("queue"),
                step.texts("say"),
                step.time("every"),
                offer,
                step.time("longest"),
                step.text("next"),
                step.text("otherwise"));
    }

    private static Step survey(YamlStep step) {
        var questions =
                StreamSupport.stream(step.json().path("questions").spliterator(), false)
                        .map(YamlStep::new)
                        .map(one ->
                                new Step.Question(
                                        one.text("id"),
                                        one.texts("say"),
                                        one.keys("keys"),
                                        one.asking()))
                        .toList();
        var comment =
                step.part("comment").map(one -> new Step.Comment(one.texts("say"), one.limits()));
        return new Step.Survey(step.text("survey"), questions, comment, step.text("next"));
    }

    private static Step hook(YamlStep step) {
        return new Step.Hook(
                step.text("hook"),
                step.texts("send"),
                step.textMap("into"),
                step.time("timeout"),
                step.texts("meanwhile"),
                step.text("next"),
                step.text("otherwise"));
    }

    private static Optional<Locale> language(YamlStep step) {
        return step.optional("language").map(Locale::forLanguageTag);
    }

    static Dtmf key(String symbol) {
        return new Dtmf(symbol.charAt(0));
    }

    /// What holds for the whole flow.
    static Flow.Options options(JsonNode root) {
        var except =
                root.path("steps").properties().stream()
                        .filter(step -> step.getValue().path("person").isBoolean())
                        .filter(step -> !step.getValue().path("person").asBoolean())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        var flow = new YamlStep(root);
        var person =
                flow.part("person")
                        .map(one ->
                                new Flow.Person(key(one.text("key")), one.text("next"), except));
        return new Flow.Options(
                person,
                root.path("personWithin").asInt(Flow.Options.USUAL_PERSON_WITHIN),
                flow.texts("outcome"));
    }
}
