package org.earshot.cases;

/// Where a case stands.
///
/// ```
/// RECEIVED --screened--> SCREENING
/// ```
public enum CaseState {
    /// Opened; nobody and nothing has read the report yet.
    RECEIVED,
    /// The rules have sorted it; a person is to look at it.
    SCREENING;

    /// What the reporter is told: a coarse view, so that our inner steps show nothing.
    public ReporterStatus toldAs() {
        return switch (this) {
            case RECEIVED, SCREENING -> ReporterStatus.RECEIVED;
        };
    }
}
