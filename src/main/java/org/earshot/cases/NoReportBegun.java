package org.earshot.cases;

import org.earshot.telephony.CallId;

/// A case was asked for where no report was begun: the flow is wrong, not the caller.
public final class NoReportBegun extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoReportBegun(CallId call) {
        super("Call " + call + " has no report; begin one before its case is opened");
    }
}
