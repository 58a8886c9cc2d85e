package org.earshot.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `bench ivr` has measured.
final class IvrFigures {

    static final String OURS = "ours";
    static final String BARE = "bare";

    private final Map<String, Sample> steps = new LinkedHashMap<>();
    private final List<Whole> wholes = new ArrayList<>();
    private Optional<Flows> flows = Optional.empty();

    /// Whole calls, a prompt each.
    ///
    /// @param coreMillis of a processor, for a call, in our process
    record Whole(String adapter, int calls, double coreMillis, double asteriskMillis) {}

    /// Simulated calls.
    record Flows(double perSecond, double perSecondOfOne) {}

    Sample of(String adapter, int calls, String side) {
        return steps.computeIfAbsent(adapter + " " + calls + " " + side, _ -> new Sample());
    }

    void whole(Whole one) {
        wholes.add(one);
    }

    List<Whole> wholes() {
        return List.copyOf(wholes);
    }

    void flows(Flows measured) {
        flows = Optional.of(measured);
    }

    Optional<Flows> flows() {
        return flows;
    }
}
