package org.earshot.shield;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// A range of addresses, `10.1.0.0/16` or `2001:db8::/32`; without a slash, one address. Never a
/// host name: nothing on the way of a call waits for a name server.
public record Network(byte[] address, int prefixBits) {

    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!isLiteral(address)) {
            throw new IllegalArgumentException(
                    "'%s' is not a network: write an address, such as 192.0.2.1, or a range, such as 192.0.2.0/24"
                            .formatted(text));
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            int bits = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
            return new Network(bytes, bits);
        } catch (UnknownHostException | NumberFormatException unreadable) {
            throw new IllegalArgumentException("'%s' is not a network".formatted(text), unreadable);
        }
    }

    public static Network of(InetAddress address) {
        return new Network(address.getAddress(), address.getAddress().length * 8);
    }

    public Network {
        address = address.clone();
        if (prefixBits < 0 || prefixBits > address.length * 8) {
            throw new IllegalArgumentException(
                    "A network of %d address bits has a prefix of 0 to %1$d bits, got %d"
                            .formatted(address.length * 8, prefixBits));
        }
    }

    /// Whether a text is an IP address and no name.
    static boolean isLiteral(String text) {
        return text.indexOf(':') >= 0 || text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    }

    public boolean contains(InetAddress other) {
        byte[] theirs = other.getAddress();
        if (theirs.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit += 8) {
            int mask = prefixBits - bit >= 8 ? 0xFF : 0xFF << 8 - (prefixBits - bit) & 0xFF;
            if (((theirs[bit / 8] ^ address[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public byte[] address() {
        return address.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network
                && prefixBits == network.prefixBits
                && java.util.Arrays.equals(address, network.address);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(address) * 31 + prefixBits;
    }
}
