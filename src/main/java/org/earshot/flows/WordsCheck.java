package org.earshot.flows;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// [Rule#WORDS]
final class WordsCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        for (var flow : all.outlines().all()) {
            for (var step : flow.steps().values()) {
                if (step.is("listen")) {
                    run(flow, step, findings);
                }
            }
        }
    }

    private static void run(Outline flow, Written step, Findings findings) {
        var means = new HashMap<String, String>(); // language and word to key
        for (var choice : step.node().path("choices").properties()) {
            for (var words : choice.getValue().path("words").properties()) {
                var pointer =
                        "%s/choices/%s/words/%s"
                                .formatted(step.pointer(), choice.getKey(), words.getKey());
                if (!flow.languages().contains(Locale.forLanguageTag(words.getKey()))) {
                    findings.error(
                            Rule.WORDS,
                            flow,
                            pointer,
                            "step '%s' has words in '%s', which is not among the flow's languages; remove them."
                                    .formatted(step.id(), words.getKey()));
                }
                words.getValue()
                        .forEach(word ->
                                once(
                                        new Word(words.getKey(), word.asText(), choice.getKey()),
                                        means,
                                        () ->
                                                findings.error(
                                                        Rule.WORDS,
                                                        flow,
                                                        pointer,
                                                        "step '%s' takes '%s' for two choices; keep it for one."
                                                                .formatted(
                                                                        step.id(),
                                                                        word.asText()))));
            }
        }
    }

    private record Word(String language, String word, String key) {}

    private static void once(Word word, Map<String, String> means, Runnable twice) {
        var before = means.putIfAbsent(word.language() + " " + word.word(), word.key());
        if (before != null && !before.equals(word.key())) {
            twice.run();
        }
    }
}
