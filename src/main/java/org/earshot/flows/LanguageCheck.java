package org.earshot.flows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.earshot.ivr.PromptBook;

/// [Rule#LANGUAGE]
final class LanguageCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        for (var flow : all.outlines().all()) {
            prompts(flow, all.prompts(), findings);
            for (var step : flow.steps().values()) {
                steps(flow, step, findings);
            }
        }
    }

    private static void prompts(Outline flow, PromptBook prompts, Findings findings) {
        for (var language : flow.languages()) {
            if (!prompts.languages().contains(language)) {
                findings.error(
                        Rule.LANGUAGE,
                        flow,
                        "/languages",
                        "there are no prompts in '%1$s'; write prompts/%1$s/prompts.csv or remove '%1$s'."
                                .formatted(language.toLanguageTag()));
            }
        }
    }

    private static void steps(Outline flow, Written step, Findings findings) {
        spoken(flow, step, step.pointer(), step.node(), findings);
        for (var key : step.node().path("keys").properties()) {
            spoken(flow, step, step.pointer() + "/keys/" + key.getKey(), key.getValue(), findings);
        }
        Conditions.each(
                step, (pointer, condition) -> spoken(flow, step, pointer, condition, findings));
    }

    private static void spoken(
            Outline flow, Written step, String pointer, JsonNode node, Findings findings) {
        var language = node.path("language");
        if (language.isTextual()
                && !flow.languages().contains(Locale.forLanguageTag(language.asText()))) {
            findings.error(
                    Rule.LANGUAGE,
                    flow,
                    pointer + "/language",
                    "step '%s' names the language '%s', which is not among the flow's languages; add it there or remove it here."
                            .formatted(step.id(), language.asText()));
        }
    }
}
