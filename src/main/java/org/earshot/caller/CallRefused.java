package org.earshot.caller;

import java.io.IOException;

/// The call was not put through.
public final class CallRefused extends IOException {

    private static final long serialVersionUID = 1L;

    /// What [#status] says when nobody answered in time (RFC 3261, 408 Request Timeout).
    public static final int NO_ANSWER = 408;

    private final int status;

    CallRefused(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /// The SIP status, 300 to 699.
    public int status() {
        return status;
    }
}
