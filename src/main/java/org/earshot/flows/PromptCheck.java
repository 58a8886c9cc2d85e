package org.earshot.flows;

import java.util.Locale;
import java.util.stream.Collectors;
import org.earshot.ivr.PromptBook;

/// [Rule#PROMPT]
final class PromptCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        for (var flow : all.outlines().all()) {
            for (var step : flow.steps().values()) {
                for (var use : PromptUse.of(step)) {
                    run(flow, use, all.prompts(), findings);
                }
            }
        }
    }

    private static void run(
            Outline flow, PromptUse.Use use, PromptBook prompts, Findings findings) {
        var missing =
                flow.languages().stream()
                        .filter(prompts.languages()::contains)
                        .filter(language -> !prompts.has(use.prompt(), language))
                        .map(Locale::toLanguageTag)
                        .map(tag -> "prompts/" + tag + "/prompts.csv")
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            findings.error(
                    Rule.PROMPT,
                    flow,
                    use.pointer(),
                    "the prompt '%s' is missing in %s; write its words there."
                            .formatted(use.prompt(), missing));
        }
    }
}
