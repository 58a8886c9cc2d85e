package org.earshot.sip;

import java.net.InetSocketAddress;
import java.util.Objects;

/// Where a message came from or goes to: one neighbour over one transport.
///
/// For TCP and TLS the address is that of the connection's other end, so that a response sent to
/// the hop a request came from goes back over the same connection (RFC 3261 §18.2.2).
public record Hop(Protocol protocol, InetSocketAddress address) {

    public Hop {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(address, "address");
    }
}
