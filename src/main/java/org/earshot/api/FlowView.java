package org.earshot.api;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.earshot.flows.Finding;
import org.earshot.flows.PersonTime;
import org.earshot.house.FlowSet;
import org.earshot.ivr.Flow;

/// A flow that new callers hear, as the API shows it.
///
/// @param release of which it is
/// @param entry whether it is the first that callers hear
/// @param steps the first one first, then by id
record FlowView(
        String name,
        int release,
        String sha256,
        boolean entry,
        List<String> languages,
        String start,
        CheckView check,
        List<StepView> steps) {

    /// A line of the list of flows.
    ///
    /// @param now callers in it
    record Line(String name, String sha256, boolean entry, List<String> languages, long now) {

        static Line of(FlowSet set, Flow flow, Map<String, Map<String, Long>> now) {
            return new Line(
                    flow.name(),
                    flow.sha256(),
                    set.entry().equals(flow),
                    tags(flow),
                    now.getOrDefault(flow.name(), Map.of()).values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
        }
    }

    /// All flows of a release.
    record Book(int release, List<Line> flows) {}

    /// What the checks say. Nothing in force is refused by them.
    record CheckView(List<FindingView> warnings, List<TimeView> times) {}

    record FindingView(String rule, String file, int line, String sentence) {

        static FindingView of(Finding finding) {
            return new FindingView(
                    finding.rule().id(), finding.file(), finding.line(), finding.sentence());
        }
    }

    /// How long it takes to come to a person, or to a voicemail.
    record TimeView(String to, long expectedSec, long longestSec) {

        static TimeView of(PersonTime time) {
            return new TimeView(
                    time.person() ? "person" : "voicemail",
                    time.expected().toSeconds(),
                    time.longest().toSeconds());
        }
    }

    /// @param now callers at this step, of all releases
    /// @param today how often it was entered since midnight
    record StepView(String id, String kind, long now, long today) {}

    static FlowView of(FlowSet set, Flow flow, Map<String, Long> now, Map<String, Long> today) {
        return new FlowView(
                flow.name(),
                set.release(),
                flow.sha256(),
                set.entry().equals(flow),
                tags(flow),
                flow.start(),
                check(set, flow),
                flow.steps().entrySet().stream()
                        .sorted(
                                Comparator.<Map.Entry<String, ?>, Boolean>comparing(
                                                step -> !step.getKey().equals(flow.start()))
                                        .thenComparing(Map.Entry::getKey))
                        .map(step ->
                                new StepView(
                                        step.getKey(),
                                        step.getValue().kind(),
                                        now.getOrDefault(step.getKey(), 0L),
                                        today.getOrDefault(step.getKey(), 0L)))
                        .toList());
    }

    private static CheckView check(FlowSet set, Flow flow) {
        return new CheckView(
                set.findings().stream()
                        .filter(finding -> finding.file().equals(flow.name() + ".yaml"))
                        .map(FindingView::of)
                        .toList(),
                set.times().stream()
                        .filter(time -> time.flow().equals(flow.name()))
                        .map(TimeView::of)
                        .toList());
    }

    private static List<String> tags(Flow flow) {
        return flow.languages().stream().map(Locale::toLanguageTag).toList();
    }
}
