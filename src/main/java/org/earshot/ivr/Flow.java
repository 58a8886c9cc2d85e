package org.earshot.ivr;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A checked flow: see [FlowLoader] for what has been proved about it.
///
/// @param name the file's name without its ending
/// @param sha256 of the file, in hex: kept with each call, so that one knows what that caller heard
/// @param languages those a caller may choose; the first is spoken until then
public record Flow(
        String name, String sha256, List<Locale> languages, String start, Map<String, Step> steps) {

    public Flow {
        languages = List.copyOf(languages);
        steps = Map.copyOf(steps);
        if (languages.isEmpty()) {
            throw new IllegalArgumentException("flow " + name + " has no language");
        }
        if (!steps.containsKey(start)) {
            throw new IllegalArgumentException("flow " + name + " has no start step " + start);
        }
    }

    Step step(String id) {
        var step = steps.get(id);
        if (step == null) {
            throw new IllegalStateException("flow " + name + " has no step " + id);
        }
        return step;
    }
}
