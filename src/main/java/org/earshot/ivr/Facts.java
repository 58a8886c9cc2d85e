package org.earshot.ivr;

import java.util.Optional;
import java.util.Set;

/// What conditions ask about.
public interface Facts {

    /// @param calendar a file `calendars/<name>.yaml` beside the flows
    Opening opening(String calendar);

    /// Categories of this call's report, as far as it is screened: `FRAUD`, `EMERGENCY` …
    Set<String> screening();

    /// The consent the house knows of this call without asking, as when it called back.
    Optional<Consent> consent();

    /// Of an office.
    enum Opening {
        OPEN,
        CLOSED,
        HOLIDAY
    }
}
