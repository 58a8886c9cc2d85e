package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.earshot.sip.Protocol;
import org.earshot.sip.SipWriter;

/// Our own addresses on one side, as they are written into messages and found again in them.
final class Own {

    private static final Protocol[] PROTOCOLS = Protocol.values();
    private static final int DEFAULT_PORT = 5060;

    /// `SIP/2.0/UDP host:port`, by protocol.
    private final byte[][] sentBy = new byte[PROTOCOLS.length][];

    /// `host:port`, with `;transport=` where it is not UDP.
    private final byte[][] contact = new byte[PROTOCOLS.length][];

    private final Set<String> names = new HashSet<>();

    Own(Edge edge) {
        String literal = Neighbours.text(edge.own().getAddress());
        String host = literal.indexOf(':') < 0 ? literal : "[" + literal + "]";
        for (Protocol protocol : PROTOCOLS) {
            int port = protocol == Protocol.TLS ? edge.tlsPort() : edge.own().getPort();
            String address = host + ":" + port;
            sentBy[protocol.ordinal()] =
                    SipWriter.ascii("SIP/2.0/%s %s".formatted(protocol, address));
            String transport =
                    protocol == Protocol.UDP
                            ? ""
                            : ";transport=" + protocol.name().toLowerCase(Locale.ROOT);
            contact[protocol.ordinal()] = SipWriter.ascii(address + transport);
            names.add(address);
        }
        for (String name : edge.names()) {
            names.add(name.toLowerCase(Locale.ROOT) + ":" + edge.own().getPort());
        }
    }

    byte[] sentBy(Protocol protocol) {
        return sentBy[protocol.ordinal()];
    }

    byte[] contact(Protocol protocol) {
        return contact[protocol.ordinal()];
    }

    /// Whether `host` and `port` are this side of the shield.
    boolean is(byte[] b, int hostFrom, int hostTo, int port) {
        byte[] first = contact[0];
        if (matches(first, b, hostFrom, hostTo, port == 0 ? DEFAULT_PORT : port)) {
            return true;
        }
        var host = new String(b, hostFrom, hostTo - hostFrom, StandardCharsets.ISO_8859_1);
        return names.contains(
                host.toLowerCase(Locale.ROOT) + ":" + (port == 0 ? DEFAULT_PORT : port));
    }

    private static boolean matches(byte[] own, byte[] b, int from, int to, int port) {
        int length = to - from;
        if (length >= own.length || own[length] != ':') {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (own[i] != b[from + i]) {
                return false;
            }
        }
        int value = 0;
        for (int i = length + 1; i < own.length; i++) {
            value = value * 10 + own[i] - '0';
        }
        return value == port;
    }
}
