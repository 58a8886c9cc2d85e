package org.earshot.telephony;

/// The call is over. Not an error: it unwinds the call's thread to the one place that closes it.
public final class Hangup extends Exception {

    private static final long serialVersionUID = 1L;

    /// Who ended the call.
    public enum By {
        CALLER,
        FLOW,
        NETWORK
    }

    private final By by;

    public Hangup(By by) {
        super(
                "call ended by " + by,
                null,
                false,
                false); // no stack trace: one per call would be noise
        this.by = by;
    }

    public By by() {
        return by;
    }
}
