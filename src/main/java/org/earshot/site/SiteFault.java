package org.earshot.site;

/// Something this machine must have is missing or in the way. The message is one sentence for the
/// person at the terminal: what, where, and what to do.
public final class SiteFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SiteFault(String message) {
        super(message);
    }

    public SiteFault(String message, Throwable cause) {
        super(message, cause);
    }
}
