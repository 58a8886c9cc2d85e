package org.earshot.flows;

import java.util.Collection;
import java.util.List;

/// [Rule#HOOK]: there is an `otherwise`, and what happens there does not ask the same system again
/// before the caller has done anything.
final class HookCheck implements Check {

    @Override
    public void run(Checking all, Findings findings) {
        for (var flow : all.outlines().all()) {
            for (var step : flow.steps().values()) {
                if (step.is("hook") && !step.node().has("otherwise")) {
                    findings.error(
                            Rule.HOOK,
                            flow,
                            step.pointer(),
                            "step '%s' does not say what happens without an answer of the hook '%s'; add 'otherwise'."
                                    .formatted(step.id(), hook(step)));
                }
                if (step.is("hook") && asksAgain(flow, step, all.outlines())) {
                    findings.error(
                            Rule.HOOK,
                            flow,
                            step.pointer() + "/otherwise",
                            "without an answer of the hook '%s', step '%s' leads to the same hook; lead it to something that needs no answer."
                                    .formatted(hook(step), step.id()));
                }
            }
        }
    }

    private static boolean asksAgain(Outline flow, Written step, Outlines outlines) {
        return asks(flow, List.of(step.node().path("otherwise").asText()), hook(step), outlines);
    }

    private static boolean asks(
            Outline flow, Collection<String> from, String hook, Outlines outlines) {
        return outlines.reachedSilently(flow, from).stream()
                .map(id -> flow.step(id).orElseThrow())
                .anyMatch(step ->
                        (step.is("hook") && hook(step).equals(hook))
                                || outlines.called(flow, step)
                                        .filter(called ->
                                                asks(called, starts(called), hook, outlines))
                                        .isPresent());
    }

    private static List<String> starts(Outline flow) {
        return flow.start().map(Written::id).stream().toList();
    }

    private static String hook(Written step) {
        return step.node().path("hook").asText();
    }
}
