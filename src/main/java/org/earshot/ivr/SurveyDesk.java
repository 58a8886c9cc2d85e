package org.earshot.ivr;

import org.earshot.telephony.Dtmf;

/// What callers think of us.
public interface SurveyDesk {

    void answered(String survey, String question, Dtmf key);

    void commentBegun(String survey);

    /// Called exactly once for each [#commentBegun], also when the caller hangs up.
    void commentEnded(String survey, ReportEnd how);
}
