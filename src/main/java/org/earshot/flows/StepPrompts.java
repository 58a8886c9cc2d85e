package org.earshot.flows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.ivr.Step;

/// The prompts that a step names, as it is in a checked flow.
final class StepPrompts {

    private static final Set<String> LISTS =
            Set.of("say", "again", "interrupted", "wrong", "invalid", "silence", "meanwhile");

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
                for (var component : record.getClass().getRecordComponents()) {
                    var inner = read(record, component);
                    if (LISTS.contains(component.getName()) && inner instanceof List<?> prompts) {
                        prompts.forEach(id ->
                                into.add(
                                        new StepSketch.Played(
                                                component.getName(), String.valueOf(id))));
                    } else {
                        collect(inner, into);
                    }
                }
            }
            case Optional<?> optional -> optional.ifPresent(inner -> collect(inner, into));
            case List<?> list -> list.forEach(inner -> collect(inner, into));
            case Map<?, ?> map -> map.values().forEach(inner -> collect(inner, into));
            default -> {
                // a value, not a part
            }
        }
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("a record hides " + component.getName(), impossible);
        }
    }
}
