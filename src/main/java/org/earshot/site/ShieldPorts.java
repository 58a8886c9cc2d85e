package org.earshot.site;

import org.earshot.site.Ports.Protocol;

/// The ports of the number shield.
///
/// @param outer UDP and TCP, where calls arrive
/// @param inner UDP on 127.0.0.1, Asterisk's side
/// @param api TCP on 127.0.0.1, for the core
public record ShieldPorts(int outer, int inner, int api) {

    static ShieldPorts findFree() {
        String loopback = "127.0.0.1";
        var udp = Ports.findFree(Protocol.UDP, loopback, 2);
        return new ShieldPorts(
                udp.get(0), udp.get(1), Ports.findFree(Protocol.TCP, loopback, 1).getFirst());
    }
}
