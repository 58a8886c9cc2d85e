package org.earshot.cases;

import java.time.Duration;
import java.util.UUID;

/// What somebody who names a query code is told.
public sealed interface StatusAnswer {

    /// @param caseId for us; not told
    record Found(ReporterStatus status, UUID caseId) implements StatusAnswer {}

    /// No such code: mistyped, never issued, or expired; which of them is not told.
    record NotFound() implements StatusAnswer {}

    /// Too many wrong codes, from this source or from all.
    record TryLater(Duration after) implements StatusAnswer {}
}
