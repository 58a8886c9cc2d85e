package org.earshot.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A case with all that is kept of it here (its transcript and recording belong to their packages).
///
/// @param screening null until the rules have sorted it
/// @param shredded the key of what is sealed was destroyed, so the reasons are gone for good
/// @param codesIssued more than one when a call was resumed after a fault
/// @param codeConfirmed whether the caller keyed one of them back
public record CaseFile(
        CaseView view,
        @Nullable Screening screening,
        boolean shredded,
        List<CaseEvent> events,
        int codesIssued,
        boolean codeConfirmed) {

    public CaseFile {
        events = List.copyOf(events);
    }
}
