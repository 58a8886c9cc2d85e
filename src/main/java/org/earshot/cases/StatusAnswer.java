package org.earshot.cases;

import java.time.Duration;

/// What somebody who names a query code is told.
public sealed interface StatusAnswer {

    record Found(ReporterStatus status) implements StatusAnswer {}

    /// No such code: mistyped, never issued, or expired; which of them is not told.
    record NotFound() implements StatusAnswer {}

    /// Too many wrong codes, from this source or from all.
    record TryLater(Duration after) implements StatusAnswer {}
}
