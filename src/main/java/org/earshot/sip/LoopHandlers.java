package org.earshot.sip;

/// Makes the handlers: one for each event loop and listening port, never shared between loops.
@FunctionalInterface
public interface LoopHandlers {

    /// @param load how far behind that loop is
    SipHandler create(int loop, int port, LoopLoad load);
}
