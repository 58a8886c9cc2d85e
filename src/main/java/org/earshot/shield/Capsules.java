package org.earshot.shield;

import java.util.Arrays;
import org.earshot.crypto.SivBox;
import org.earshot.sip.SipWriter;

/// Seals texts into capsules that travel in SIP messages, and opens them again: a list of fields,
/// AES-SIV, base64url. Each is bound to a [Purpose] and to the Call-ID it travels with, so that a
/// capsule of one dialog opens in no other. One per thread.
final class Capsules {

    private static final int MOST_FIELDS = 24;
    private static final byte[] DIGITS64 = new byte[256];

    static {
        Arrays.fill(DIGITS64, (byte) -1);
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < digits.length(); i++) {
            DIGITS64[digits.charAt(i)] = (byte) i;
        }
    }

    /// What is to be sealed is written here first.
    final SipWriter plain = new SipWriter();

    private final SivBox box;
    private byte[] sealed = new byte[8192];
    private byte[] opened = new byte[8192];
    private final int[] starts = new int[MOST_FIELDS];
    private final int[] ends = new int[MOST_FIELDS];
    private int fields;

    Capsules(DialogKey key) {
        box = key.box();
    }

    /// Seals what was written to [#plain].
    ///
    /// @param context the Call-ID it travels with, as that side sees it
    void seal(Purpose purpose, byte[] context, int from, int to, SipWriter out) {
        int length = plain.length();
        if (sealed.length < length + SivBox.OVERHEAD) {
            sealed = new byte[2 * length + SivBox.OVERHEAD];
        }
        int written =
                box.bind(purpose.ordinal(), context, from, to)
                        .seal(plain.bytes(), 0, length, sealed, 0);
        out.base64(sealed, 0, written);
    }

    /// Adds a field of 16 bits of length to what is to be sealed.
    void add(byte[] b, int from, int to) {
        plain.put((char) (to - from >> 8 & 0xFF)).put((char) (to - from & 0xFF)).put(b, from, to);
    }

    /// Opens a capsule after [#bind]; the result is in [#opened] until the next one.
    ///
    /// @return its length, or -1 when it was not sealed here for this purpose and this Call-ID
    int open(byte[] b, int from, int to) {
        int length = decode(b, from, to);
        if (opened.length < length) {
            opened = new byte[2 * length];
        }
        return length < 0 ? -1 : box.open(sealed, 0, length, opened, 0);
    }

    Capsules bind(Purpose purpose, byte[] context, int from, int to) {
        box.bind(purpose.ordinal(), context, from, to);
        return this;
    }

    byte[] opened() {
        return opened;
    }

    /// Divides what was opened into fields.
    ///
    /// @return how many there are, or -1
    int fields(int from, int length) {
        fields = 0;
        int at = from;
        while (at < length) {
            if (at + 2 > length || fields == MOST_FIELDS) {
                return -1;
            }
            int size = (opened[at] & 0xFF) << 8 | opened[at + 1] & 0xFF;
            starts[fields] = at + 2;
            at += 2 + size;
            ends[fields++] = at;
        }
        return at == length ? fields : -1;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    void mac(Purpose purpose, byte[] b, int from, int to, byte[] out) {
        box.mac(purpose.ordinal(), b, from, to, out);
    }

    /// Strict base64url: nothing but its characters, no padding, unused bits zero. So one capsule
    /// has one spelling.
    private int decode(byte[] b, int from, int to) {
        int length = (to - from) * 3 / 4;
        if (sealed.length < length) {
            sealed = new byte[2 * length];
        }
        int value = 0;
        int bits = 0;
        int at = 0;
        for (int i = from; i < to; i++) {
            int digit = DIGITS64[b[i] & 0xFF];
            if (digit < 0) {
                return -1;
            }
            value = value << 6 | digit;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                sealed[at++] = (byte) (value >>> bits);
            }
        }
        return bits == 6 || (value & (1 << bits) - 1) != 0 ? -1 : at;
    }

    static int base32Digit(byte c) {
        return c >= 'a' && c <= 'z' ? c - 'a' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    }
}
