package org.earshot.api;

import java.util.List;
import java.util.Map;
import org.earshot.house.FlowSet;
import org.earshot.ivr.Flow;

/// How many callers are at each step of a flow. Asked every other second, so nothing else is in it.
///
/// @param sha256 of the flow in force: another one than before means that the flow changed
record FlowCounts(int release, String sha256, List<StepCount> steps) {

    /// @param now callers at this step, of all releases
    /// @param today how often it was entered since midnight
    record StepCount(String id, long now, long today) {}

    static FlowCounts of(FlowSet set, Flow flow, Map<String, Long> now, Map<String, Long> today) {
        return new FlowCounts(
                set.release(),
                flow.sha256(),
                flow.steps().keySet().stream()
                        .sorted()
                        .map(id ->
                                new StepCount(
                                        id, now.getOrDefault(id, 0L), today.getOrDefault(id, 0L)))
                        .toList());
    }
}
