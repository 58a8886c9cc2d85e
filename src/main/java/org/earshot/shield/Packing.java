package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import org.earshot.sip.SipWriter;

/// Makes the text of capsules that go to the carrier shorter: a datagram there has some 1,300 bytes
/// to lose none to fragments. What Asterisk writes most becomes one byte above 0x7F, a UUID 17, a
/// caller token 34. What is not known stays as it is, so every text comes back the same.
final class Packing {

    private static final int UUID = 0x80;
    private static final int TOKEN = 0x81;
    private static final int SUBSTITUTE = 0x82;
    private static final int WORDS = 0x83;
    private static final int RAW = 0xFF;
    private static final int UUID_CHARS = 36;
    private static final int TOKEN_CHARS = 54;
    private static final byte[][] DICTIONARY = {
        word("SIP/2.0/UDP "),
        word("SIP/2.0/TCP "),
        word(";branch=z9hG4bK"),
        word(";rport"),
        word("<sip:"),
        word("sip:"),
        word("@shield.invalid"),
        word(";tag="),
        word(";transport="),
        word("127.0.0."),
        word("\"Anonymous\" "),
        word("asterisk@"),
        word("hotline"),
        word(";alias"),
    };

    private Packing() {}

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// @param cutFrom a range within the text that the reader will know by itself
    /// @param out takes two bytes of length, then the packed text
    static void pack(byte[] b, int from, int to, int cutFrom, int cutTo, SipWriter out) {
        int start = out.length();
        out.put((char) 0).put((char) 0);
        int i = from;
        while (i < to) {
            if (i == cutFrom && cutTo > cutFrom) {
                out.put((char) SUBSTITUTE);
                i = cutTo;
            } else {
                i = packOne(b, i, i < cutFrom ? cutFrom : to, out);
            }
        }
        int length = out.length() - start - 2;
        out.bytes()[start] = (byte) (length >> 8);
        out.bytes()[start + 1] = (byte) length;
    }

    private static int packOne(byte[] b, int i, int to, SipWriter out) {
        byte c = b[i];
        if (c < 0) {
            out.put((char) RAW).put((char) (c & 0xFF));
            return i + 1;
        }
        if (to - i >= TOKEN_CHARS && c == 't' && packToken(b, i, out)) {
            return i + TOKEN_CHARS;
        }
        if (to - i >= UUID_CHARS && b[i + 8] == '-' && packUuid(b, i, out)) {
            return i + UUID_CHARS;
        }
        for (int word = 0; word < DICTIONARY.length; word++) {
            if (startsWith(b, i, to, DICTIONARY[word])) {
                out.put((char) (WORDS + word));
                return i + DICTIONARY[word].length;
            }
        }
        out.put((char) c);
        return i + 1;
    }

    private static boolean startsWith(byte[] b, int from, int to, byte[] word) {
        if (to - from < word.length || b[from] != word[0]) {
            return false;
        }
        for (int i = 1; i < word.length; i++) {
            if (b[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean packUuid(byte[] b, int from, SipWriter out) {
        int mark = out.length();
        out.put((char) UUID);
        for (int i = 0; i < UUID_CHARS; ) {
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (b[from + i++] != '-') {
                    out.truncate(mark);
                    return false;
                }
                continue;
            }
            int high = hex(b[from + i]);
            int low = hex(b[from + i + 1]);
            if (high < 0 || low < 0) {
                out.truncate(mark);
                return false;
            }
            out.put((char) (high << 4 | low));
            i += 2;
        }
        return true;
    }

    private static int hex(byte c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    /// A `t` and 53 characters of base32: 33 bytes, and one bit that is 0.
    private static boolean packToken(byte[] b, int from, SipWriter out) {
        int mark = out.length();
        out.put((char) TOKEN);
        int value = 0;
        int bits = 0;
        for (int i = 1; i < TOKEN_CHARS; i++) {
            int digit = Capsules.base32Digit(b[from + i]);
            if (digit < 0) {
                out.truncate(mark);
                return false;
            }
            value = value << 5 | digit;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out.put((char) (value >>> bits & 0xFF));
            }
        }
        if ((value & 1) != 0) {
            out.truncate(mark);
            return false;
        }
        return true;
    }

    /// @param known what stands where the range was cut out
    /// @return false when this was not packed here
    static boolean unpack(byte[] b, int from, int to, byte[] known, SipWriter out) {
        int i = from;
        while (i < to) {
            int code = b[i++] & 0xFF;
            if (code < UUID) {
                out.put((char) code);
            } else if (code == UUID && i + 16 <= to) {
                unpackUuid(b, i, out);
                i += 16;
            } else if (code == TOKEN && i + 33 <= to) {
                out.put('t').base32(b, i, i + 33);
                i += 33;
            } else if (code == SUBSTITUTE) {
                out.put(known);
            } else if (code == RAW && i < to) {
                out.put((char) (b[i++] & 0xFF));
            } else if (code >= WORDS && code < WORDS + DICTIONARY.length) {
                out.put(DICTIONARY[code - WORDS]);
            } else {
                return false;
            }
        }
        return true;
    }

    private static void unpackUuid(byte[] b, int from, SipWriter out) {
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                out.put('-');
            }
            out.put(Character.forDigit(b[from + i] >> 4 & 15, 16));
            out.put(Character.forDigit(b[from + i] & 15, 16));
        }
    }
}
