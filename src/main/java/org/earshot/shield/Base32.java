package org.earshot.shield;

import java.util.Arrays;
import java.util.Optional;

/// Base32 in lower case and without padding ([RFC 4648
/// §6](https://www.rfc-editor.org/rfc/rfc4648#section-6)): what every dialplan, log and person can
/// carry as the user part of an address.
final class Base32 {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < ALPHABET.length(); value++) {
            VALUES[ALPHABET.charAt(value)] = (byte) value;
        }
    }

    private Base32() {}

    static String encode(byte[] bytes) {
        var out = new StringBuilder((bytes.length * 8 + 4) / 5);
        int held = 0;
        int bits = 0;
        for (byte next : bytes) {
            held = (held << 8 | next & 0xFF) & 0xFFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                out.append(ALPHABET.charAt(held >> bits & 31));
            }
        }
        if (bits > 0) {
            out.append(ALPHABET.charAt(held << 5 - bits & 31));
        }
        return out.toString();
    }

    /// Empty for anything [#encode] would not have written: one value has one spelling.
    static Optional<byte[]> decode(String text) {
        var out = new byte[text.length() * 5 / 8];
        int held = 0;
        int bits = 0;
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char symbol = text.charAt(i);
            int value = symbol < VALUES.length ? VALUES[symbol] : -1;
            if (value < 0) {
                return Optional.empty();
            }
            held = (held << 5 | value) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out[written++] = (byte) (held >> bits);
            }
        }
        boolean spelledOtherwise = bits >= 5 || (held & (1 << bits) - 1) != 0;
        return spelledOtherwise ? Optional.empty() : Optional.of(out);
    }
}
