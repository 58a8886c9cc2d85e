package org.earshot.house;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.earshot.flows.Finding;
import org.earshot.flows.FlowBook;
import org.earshot.flows.PersonTime;

/// A draft of a flow, checked as if it were in force together with what was kept with it.
///
/// @param sha256 of the flow's file, in hex
/// @param findings what the checks say of all that would be in force
/// @param times how long it would take to come to a person, for each flow
/// @param book what would be in force; empty when the checks refuse it
public record FlowDraft(
        String sha256,
        Instant storedAt,
        List<Finding> findings,
        List<PersonTime> times,
        Optional<FlowBook> book) {

    public FlowDraft {
        findings = List.copyOf(findings);
        times = List.copyOf(times);
    }
}
