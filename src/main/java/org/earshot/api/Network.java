package org.earshot.api;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// The network a request came from, for the limits on guessing: an IPv4 address, or the 64 leading
/// bits of an IPv6 address, since whoever has one of those addresses has them all ([RFC 4291,
/// section 2.5.4](https://www.rfc-editor.org/rfc/rfc4291#section-2.5.4)).
final class Network {

    private Network() {}

    static String of(String peer) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(peer);
        } catch (IllegalArgumentException notAnAddress) {
            return "net:unknown"; // all of these share one limit
        }
        if (address instanceof Inet6Address) {
            byte[] prefix = Arrays.copyOf(Arrays.copyOf(address.getAddress(), 8), 16);
            return "net:" + textOf(prefix) + "/64";
        }
        return "net:" + address.getHostAddress();
    }

    private static String textOf(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible); // sixteen bytes are an address
        }
    }
}
