package org.earshot.site;

import java.util.List;
import org.earshot.site.Ports.Protocol;

/// The ports of one Asterisk instance. All but `sip` and the RTP block are on 127.0.0.1.
///
/// @param sip UDP, where calls arrive
/// @param http where ARI answers
/// @param ami the manager interface
/// @param agi where the *core* listens for FastAGI
/// @param media where the *core* listens for the sound of the legs (WebSocket)
/// @param rtpStart first of the [#RTP_PORTS] UDP ports for sound
public record AsteriskPorts(int sip, int http, int ami, int agi, int media, int rtpStart) {

    /// Two per call.
    public static final int RTP_PORTS = 1_000;

    AsteriskPorts withSip(int port) {
        return new AsteriskPorts(port, http, ami, agi, media, rtpStart);
    }

    public static AsteriskPorts findFree(String sipHost) {
        List<Integer> loopback = Ports.findFree(Protocol.TCP, "127.0.0.1", 4);
        return new AsteriskPorts(
                Ports.findFree(Protocol.UDP, sipHost),
                loopback.get(0),
                loopback.get(1),
                loopback.get(2),
                loopback.get(3),
                Ports.findBlock(RTP_PORTS));
    }

    public int rtpEnd() {
        return rtpStart + RTP_PORTS - 1;
    }
}
