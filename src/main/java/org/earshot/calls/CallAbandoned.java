package org.earshot.calls;

/// This process stops serving a call that is still up: its thread was interrupted. Not the end of
/// the call: the next core takes it up where its journal says, so nothing may be closed for it.
public final class CallAbandoned extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CallAbandoned() {
        super("this process stops; the call stays up for the next one");
    }
}
