package org.earshot.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Everything measured, by measure and contestant.
final class ShieldFigures {

    /// One measure of one step.
    ///
    /// @param cpuMicros of the system under test, for each call carried
    record Step(
            String system,
            String purpose,
            LoadResult load,
            Drops drops,
            double cpuMicros,
            double pssMib) {}

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Map<String, Sample>> samples = new LinkedHashMap<>();

    void step(Step step) {
        steps.add(step);
    }

    void add(String measure, String system, double value) {
        samples.computeIfAbsent(measure, _ -> new LinkedHashMap<>())
                .computeIfAbsent(system, _ -> new Sample())
                .add(value);
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    List<String> measures() {
        return List.copyOf(samples.keySet());
    }

    /// An empty sample if it was not measured.
    Sample of(String measure, String system) {
        return samples.getOrDefault(measure, Map.of()).getOrDefault(system, new Sample());
    }
}
