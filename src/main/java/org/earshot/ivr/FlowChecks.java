package org.earshot.ivr;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a schema cannot say about a flow: that it hangs together. Works on the document, not on
/// [Step] records, so that one wrong step does not hide what is wrong with the others.
final class FlowChecks {

    private static final Set<String> TARGETS = Set.of("next", "otherwise", "retry");
    private static final Set<String> PROMPTS = Set.of("say", "again", "interrupted", "wrong");

    /// A step refers to another.
    ///
    /// @param keyed whether only a key of the caller leads there
    private record Arrow(String from, String to, String pointer, boolean keyed) {}

    private final LocatedYaml yaml;
    private final PromptBook prompts;
    private final Problems problems;
    private final Set<String> steps = new LinkedHashSet<>();
    private final List<Arrow> arrows = new ArrayList<>();

    FlowChecks(LocatedYaml yaml, PromptBook prompts, Problems problems) {
        this.yaml = yaml;
        this.prompts = prompts;
        this.problems = problems;
        for (var step : yaml.root().path("steps").properties()) {
            steps.add(step.getKey());
            findArrows(step.getKey(), step.getValue(), "/steps/" + step.getKey());
        }
    }

    void run() {
        checkTargets();
        checkReachable();
        checkSilentCallerGetsOut();
        checkLanguages();
        for (var step : yaml.root().path("steps").properties()) {
            checkPrompts(step.getKey(), step.getValue());
        }
    }

    private void findArrows(String id, JsonNode node, String pointer) {
        var kind = yaml.root().at("/steps/" + id).path("kind").asText();
        for (var child : node.properties()) {
            var inside = pointer + "/" + child.getKey();
            if (TARGETS.contains(child.getKey()) && child.getValue().isTextual()) {
                var keyed =
                        pointer.contains("/keys/")
                                || (kind.equals("collect") && !child.getKey().equals("otherwise"));
                arrows.add(new Arrow(id, child.getValue().asText(), inside, keyed));
            }
            findArrows(id, child.getValue(), inside);
        }
    }

    private void checkTargets() {
        for (var arrow : arrows) {
            if (!steps.contains(arrow.to())) {
                problems.add(
                        arrow.pointer(),
                        "step '%s' leads to '%s', which is no step; there are: %s."
                                .formatted(arrow.from(), arrow.to(), String.join(", ", steps)));
            }
        }
        var start = yaml.root().path("start");
        if (start.isTextual() && !steps.contains(start.asText())) {
            problems.add(
                    "/start",
                    "the flow starts with '%s', which is no step; there are: %s."
                            .formatted(start.asText(), String.join(", ", steps)));
        }
    }

    private void checkReachable() {
        var start = yaml.root().path("start").asText();
        if (!steps.contains(start)) {
            return; // said already, and everything would be unreachable
        }
        var reached = reachable(start, arrow -> true);
        for (var step : steps) {
            if (!reached.contains(step)) {
                problems.add(
                        "/steps/" + step,
                        "no path from the start leads to step '%s'; lead to it or remove it."
                                .formatted(step));
            }
        }
    }

    /// Follows the arrows a caller needs no key for. A step from which they lead back to itself
    /// would hold a silent caller, or a dead line, for ever.
    private void checkSilentCallerGetsOut() {
        for (var step : steps) {
            var circles =
                    arrows.stream()
                            .filter(arrow -> arrow.from().equals(step) && !arrow.keyed())
                            .anyMatch(arrow ->
                                    reachable(arrow.to(), next -> !next.keyed()).contains(step));
            if (circles) {
                problems.add(
                        "/steps/" + step,
                        "a caller who presses nothing comes back to step '%s' for ever; let one of its ways lead to a hang-up."
                                .formatted(step));
            }
        }
    }

    private Set<String> reachable(String from, Predicate<Arrow> which) {
        var reached = new HashSet<String>();
        var waiting = new ArrayDeque<>(List.of(from));
        while (!waiting.isEmpty()) {
            var step = waiting.remove();
            if (reached.add(step)) {
                arrows.stream()
                        .filter(arrow -> arrow.from().equals(step) && which.test(arrow))
                        .forEach(arrow -> waiting.add(arrow.to()));
            }
        }
        return reached;
    }

    private void checkLanguages() {
        for (var language : languages()) {
            if (!prompts.languages().contains(language)) {
                problems.add(
                        "/languages",
                        "there are no prompts in '%1$s'; write prompts/%1$s/prompts.csv or remove '%1$s'."
                                .formatted(language.toLanguageTag()));
            }
        }
        for (var step : yaml.root().path("steps").properties()) {
            for (var key : step.getValue().path("keys").properties()) {
                var language = key.getValue().path("language");
                if (language.isTextual()
                        && !languages().contains(Locale.forLanguageTag(language.asText()))) {
                    problems.add(
                            "/steps/%s/keys/%s/language".formatted(step.getKey(), key.getKey()),
                            "step '%s' offers the language '%s', which is not among the flow's languages."
                                    .formatted(step.getKey(), language.asText()));
                }
            }
        }
    }

    private void checkPrompts(String id, JsonNode step) {
        for (var child : step.properties()) {
            if (PROMPTS.contains(child.getKey())) {
                int index = 0;
                for (var prompt : child.getValue()) {
                    var pointer = "/steps/%s/%s/%d".formatted(id, child.getKey(), index++);
                    checkPrompt(prompt.asText(), pointer);
                }
            }
        }
        if (step.path("kind").asText().equals("code")) {
            IntStream.rangeClosed('0', '9')
                    .mapToObj(digit -> Prompts.digit((char) digit))
                    .forEach(prompt -> checkPrompt(prompt, "/steps/" + id + "/kind"));
        }
    }

    private void checkPrompt(String prompt, String pointer) {
        var missing =
                languages().stream()
                        .filter(prompts.languages()::contains)
                        .filter(language -> !prompts.has(prompt, language))
                        .map(Locale::toLanguageTag)
                        .map(tag -> "prompts/" + tag + "/prompts.csv")
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            problems.add(pointer, "the prompt '%s' is missing in %s.".formatted(prompt, missing));
        }
    }

    private List<Locale> languages() {
        var languages = new ArrayList<Locale>();
        yaml.root()
                .path("languages")
                .forEach(tag -> languages.add(Locale.forLanguageTag(tag.asText())));
        return languages;
    }
}
