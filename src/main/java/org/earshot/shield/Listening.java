package org.earshot.shield;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.earshot.sip.Hop;
import org.earshot.sip.ListeningPoint;
import org.earshot.sip.Protocol;

/// Addresses as settings write them: `udp:192.0.2.1:5060`, `tls:[2001:db8::1]:5061`.
final class Listening {

    private Listening() {}

    static ListeningPoint point(Side side, String text) {
        Hop hop = hop(text);
        return new ListeningPoint(side.ordinal(), hop.protocol(), hop.address());
    }

    /// @throws IllegalArgumentException with what is wrong and how to write it
    static Hop hop(String text) {
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        if (first < 1 || last <= first) {
            throw unreadable(text);
        }
        String host = text.substring(first + 1, last).replaceAll("^\\[(.*)]$", "$1");
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        try {
            int port = Integer.parseInt(text.substring(last + 1));
            if (!literal || port < 0 || port > 65_535) {
                throw unreadable(text);
            }
            return new Hop(
                    Protocol.valueOf(text.substring(0, first).toUpperCase(Locale.ROOT)),
                    new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException | IllegalArgumentException broken) {
            throw unreadable(text);
        }
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "'"
                        + text
                        + "' is not an address: write a transport, an IP address and a port, such as udp:192.0.2.1:5060");
    }
}
