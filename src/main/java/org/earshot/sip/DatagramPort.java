package org.earshot.sip;

import java.net.InetSocketAddress;

/// One UDP socket. With epoll it is one event loop's, and all but [#close] happens on its thread;
/// without, all loops share it.
///
/// What it receives it hands to its [TransportLoop], a turn at a time.
interface DatagramPort {

    /// The address it really has.
    InetSocketAddress address();

    /// Sends with the next flush.
    ///
    /// @param bytes holds the datagram in its first `length` bytes; copied before this returns
    /// @return false when it is lost: nobody can be reached there, or too much is waiting
    boolean send(byte[] bytes, int length, InetSocketAddress to);

    void flush();

    /// Closes it at once; what was not flushed is lost.
    void close();
}
