package org.earshot.flows;

import org.earshot.ivr.Problem;

/// One thing that a check found in a file.
///
/// @param file relative to the folder of the flows
/// @param line counted from 1; 0 when the whole file is meant
/// @param sentence what is wrong and what to do
public record Finding(Rule rule, Severity severity, String file, int line, String sentence) {

    /// What a finding means for the flow.
    public enum Severity {
        /// The flow is refused.
        ERROR,
        /// Cannot be told here, or is no danger to a caller.
        WARNING
    }

    /// Whether a flow with it is refused.
    public boolean refuses() {
        return severity == Severity.ERROR;
    }

    Problem problem() {
        return new Problem(file, line, rule.id() + ": " + sentence);
    }

    @Override
    public String toString() {
        return problem().toString();
    }
}
