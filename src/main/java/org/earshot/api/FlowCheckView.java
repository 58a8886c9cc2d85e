package org.earshot.api;

import java.util.List;
import java.util.Locale;
import org.earshot.flows.Finding;
import org.earshot.flows.PersonTime;

/// What the checks say of a flow.
///
/// @param findings warnings of what is in force; of a draft also what refuses it
record FlowCheckView(List<FindingView> findings, List<TimeView> times) {

    /// @param line 0: the whole file
    record FindingView(String rule, String severity, String file, int line, String sentence) {

        static FindingView of(Finding finding) {
            return new FindingView(
                    finding.rule().id(),
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    finding.file(),
                    finding.line(),
                    finding.sentence());
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

    /// What is said about one flow; and whatever refuses any.
    static FlowCheckView of(String flow, List<Finding> findings, List<PersonTime> times) {
        return new FlowCheckView(
                findings.stream()
                        .filter(finding ->
                                finding.refuses() || finding.file().equals(flow + ".yaml"))
                        .map(FindingView::of)
                        .toList(),
                times.stream().filter(time -> time.flow().equals(flow)).map(TimeView::of).toList());
    }
}
