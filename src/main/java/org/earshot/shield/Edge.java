package org.earshot.shield;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.earshot.sip.Hop;

/// One side of the shield as the proxy sees it.
///
/// @param own the address it writes into Via and Contact
/// @param tlsPort the port beside it for TLS; `own`'s port when there is no TLS
/// @param peers where new calls go: the carrier, or the Asterisk servers, among which a call's own
///   identifier chooses
/// @param allowed who may send to this side, and the only addresses anything is sent to, beside the
///   peers: else a stranger could make the shield send to whom he likes
/// @param names further names and addresses under which this side is reached, for Route
public record Edge(
        InetSocketAddress own,
        int tlsPort,
        List<Hop> peers,
        List<Network> allowed,
        List<String> names) {

    public Edge {
        if (peers.isEmpty()) {
            throw new IllegalArgumentException("A side of the shield needs at least one peer");
        }
        List<Network> all = new ArrayList<>(allowed);
        peers.forEach(peer -> all.add(Network.of(peer.address().getAddress())));
        peers = List.copyOf(peers);
        allowed = List.copyOf(all);
        names = List.copyOf(names);
    }

    /// A side with one address and no further names.
    public static Edge of(InetSocketAddress own, List<Hop> peers, List<Network> allowed) {
        return new Edge(own, own.getPort(), peers, allowed, List.of());
    }

    Edge allowing(InetAddress more) {
        List<Network> all = new ArrayList<>(allowed);
        all.add(Network.of(more));
        return new Edge(own, tlsPort, peers, all, names);
    }

    public boolean allows(InetAddress address) {
        for (Network network : allowed) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
