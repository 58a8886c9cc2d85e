package org.earshot.sip;

/// Sends messages. What cannot be sent is dropped and counted: SIP over UDP promises no more, and
/// over TCP a full or lost connection must never make the sender wait.
public interface SipSink {

    /// @param port index of the listening point the message leaves from
    /// @param message holds the message in its first `length` bytes; copied before this returns
    /// @param to the neighbour
    void send(int port, byte[] message, int length, Hop to);
}
