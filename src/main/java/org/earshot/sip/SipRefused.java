package org.earshot.sip;

/// A message that does not pass. A request is answered with `status`; 0 means silence, for there is
/// nobody an answer could safely be sent to.
///
/// Carries no text of the message: what is refused must not reach a log either.
public final class SipRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    public SipRefused(int status) {
        // No stack trace: hostile input would pay us to make one.
        super("SIP message refused with " + status, null, false, false);
        this.status = status;
    }

    public static SipRefused silently() {
        return new SipRefused(0);
    }

    /// A malformed message.
    public static SipRefused malformed() {
        return new SipRefused(400);
    }

    public int status() {
        return status;
    }
}
