package org.earshot.sip;

/// Takes what arrives. One instance per event loop: it is never called by two threads at once, and
/// it must not block.
public interface SipHandler {

    /// @param message holds one whole message in its first `length` bytes; belongs to the caller
    ///   again when this returns
    /// @param source the neighbour it came from
    /// @param sink where answers and forwarded messages go
    void on(byte[] message, int length, Hop source, SipSink sink);
}
