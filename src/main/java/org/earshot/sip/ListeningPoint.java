package org.earshot.sip;

import java.net.InetSocketAddress;
import java.util.Objects;

/// An address this process listens on. Points that share an index (UDP and TCP of one side) have
/// one handler per loop.
///
/// @param port the index handlers and sinks call it by, from 0 on without gaps
/// @param address port number 0 means any free one
public record ListeningPoint(int port, Protocol protocol, InetSocketAddress address) {

    public ListeningPoint {
        Objects.requireNonNull(protocol, "protocol");
        if (port < 0 || port > 7) {
            throw new IllegalArgumentException("port index must be 0..7, got " + port);
        }
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(
                    "listening address must be an IP address, got '"
                            + address.getHostString()
                            + "'");
        }
    }
}
