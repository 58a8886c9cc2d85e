package org.earshot.leaks;

/// RFC 4648, 6 and 7, without padding.
final class Base32 {

    private Base32() {}

    static String encode(byte[] octets, String alphabet) {
        var text = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (byte octet : octets) {
            held = (held << 8) | (octet & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(alphabet.charAt((held >> bits) & 31));
            }
        }
        if (bits > 0) {
            text.append(alphabet.charAt((held << (5 - bits)) & 31));
        }
        return text.toString();
    }
}
