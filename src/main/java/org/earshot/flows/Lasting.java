package org.earshot.flows;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// How long a step lasts until a way out of it is gone, in milliseconds.
final class Lasting {

    private static final int A_DIGIT_KEYED = 1_000;
    private static final int A_DIGIT_READ = 1_000;
    private static final int PROMPTS_OF_A_SLOT = 3;

    private final PromptLengths lengths;
    private final List<Locale> languages;
    private final Written step;
    private final Way way;

    Lasting(PromptLengths lengths, Outline flow, Written step, Way way) {
        this.lengths = lengths;
        this.step = step;
        this.way = way;
        languages = flow.languages();
    }

    /// Who listens to everything and answers at once, or half-way through the time there is.
    int expected() {
        return switch (step.kind()) {
            case "menu", "listen", "consent", "callback" ->
                    way.silent() ? longest() : said(step.node()) + time(step.node(), "timeout") / 2;
            case "collect" -> said(step.node()) + way.keys() * A_DIGIT_KEYED;
            case "survey" -> questions(false);
            case "code" -> said(step.node()) + reading() + way.keys() * A_DIGIT_KEYED;
            default ->
                    said(step.node())
                            + said(step.node().path("enter"))
                            + way.keys() * A_DIGIT_KEYED;
        };
    }

    /// Who answers at the last moment of the last attempt.
    int longest() {
        return switch (step.kind()) {
            case "menu", "listen", "consent", "callback" -> asked(step.node(), 0);
            case "collect" ->
                    asked(
                            step.node(),
                            step.node().path("most").asInt() * time(step.node(), "pause"));
            case "survey" -> questions(true);
            case "code" -> said(step.node()) + reading() + entry("confirm");
            default ->
                    said(step.node())
                            + entry("enter")
                            + time(step.node(), "timeout")
                            + time(step.node(), "limit");
        };
    }

    private int questions(boolean longest) {
        int sum = said(step.node().path("comment"));
        for (var question : step.node().path("questions")) {
            sum += longest ? asked(question, 0) : said(question) + time(question, "timeout") / 2;
        }
        return sum + (longest ? time(step.node().path("comment"), "limit") : 0);
    }

    private int reading() {
        return step.node().path("times").asInt(1)
                * (Ways.CODE_DIGITS * A_DIGIT_READ + prompts(step.node().path("again")));
    }

    private int entry(String key) {
        var entry = step.node().path(key);
        return entry.isMissingNode() ? 0 : asked(entry, Ways.CODE_DIGITS * time(entry, "pause"));
    }

    private int asked(JsonNode asking, int answering) {
        int hint =
                Math.max(
                        prompts(asking.path("wrong")),
                        Math.max(prompts(asking.path("invalid")), prompts(asking.path("silence"))));
        int attempts = asking.path("attempts").asInt(1);
        return attempts * (said(asking) + time(asking, "timeout") + answering)
                + (attempts - 1) * hint;
    }

    private int said(JsonNode node) {
        int slots = node.path("offered").asInt(0) * PROMPTS_OF_A_SLOT * A_DIGIT_READ;
        int once = prompts(node.path("say")) + slots;
        if (!node.path("inEachLanguage").asBoolean()) {
            return once;
        }
        return languages.stream().mapToInt(language -> prompts(node.path("say"), language)).sum();
    }

    /// In the language that takes longest.
    private int prompts(JsonNode ids) {
        return languages.stream().mapToInt(language -> prompts(ids, language)).max().orElse(0);
    }

    private int prompts(JsonNode ids, Locale language) {
        int sum = 0;
        for (int i = 0; ids.isArray() && i < ids.size(); i++) {
            sum +=
                    (int)
                            lengths.of(ids.path(i).asText(), language)
                                    .orElse(PromptLengths.USUAL)
                                    .toMillis();
        }
        return sum;
    }

    /// 0 for what is no time.
    private static int time(JsonNode node, String key) {
        var text = node.path(key).asText();
        if (!text.matches("[0-9]{1,6}(ms|s|m)")) {
            return 0;
        }
        int number = Integer.parseInt(text.replaceAll("[a-z]", ""));
        if (text.endsWith("ms")) {
            return number;
        }
        var length = text.endsWith("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
        return (int) Math.min(length.toMillis(), Distances.NONE / 1_000);
    }
}
