package org.earshot.flows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.ivr.Step;

/// The prompts that a step names, as it is in a checked flow.
final class StepPrompts {

    private StepPrompts() {}

    /// In the order in which a step's parts are listed.
    static List<StepSketch.Played> of(Step step) {
        var played = new ArrayList<StepSketch.Played>();
        collect(step, played);
        return played;
    }

    private static void collect(Object value, List<StepSketch.Played> into) {
        switch (value) {
            case Record record -> {
                RecordParts.of(record)
                        .forEach((name, inner) -> {
                            if (PromptUse.LISTS.contains(name)
                                    && inner instanceof List<?> prompts) {
                                prompts.forEach(id ->
                                        into.add(new StepSketch.Played(name, String.valueOf(id))));
                            } else {
                                collect(inner, into);
                            }
                        });
            }
            case Optional<?> optional -> optional.ifPresent(inner -> collect(inner, into));
            case List<?> list -> list.forEach(inner -> collect(inner, into));
            case Map<?, ?> map -> map.values().forEach(inner -> collect(inner, into));
            default -> {
                // a value, not a part
            }
        }
    }
}
