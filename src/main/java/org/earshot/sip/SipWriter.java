package org.earshot.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Builds one message in a buffer that is used again for the next. One per thread.
public final class SipWriter {

    /// Anything longer is no message a neighbour would take in one datagram.
    public static final int MOST_BYTES = 60_000;

    private static final byte[] BASE64URL =
            ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static final byte[] BASE32 = ascii("abcdefghijklmnopqrstuvwxyz234567");
    private static final byte[] LINE_END = {'\r', '\n'};

    private byte[] bytes = new byte[4096];
    private int length;

    /// The bytes of a constant, to be written without being encoded each time.
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public void clear() {
        length = 0;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void truncate(int to) {
        length = to;
    }

    public SipWriter put(byte[] text) {
        return put(text, 0, text.length);
    }

    public SipWriter put(byte[] from, int start, int end) {
        int count = end - start;
        room(count);
        System.arraycopy(from, start, bytes, length, count);
        length += count;
        return this;
    }

    public SipWriter put(char character) {
        room(1);
        bytes[length++] = (byte) character;
        return this;
    }

    /// Characters up to U+00FF.
    @SuppressWarnings("deprecation") // the copy of the low bytes is what is wanted, and fast
    public SipWriter put(String text) {
        int count = text.length();
        room(count);
        text.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    public SipWriter line() {
        return put(LINE_END);
    }

    public SipWriter number(long value) {
        if (value >= 10) {
            number(value / 10);
        }
        return put((char) ('0' + value % 10));
    }

    /// Unpadded base64url ([RFC 4648, section
    /// 5](https://www.rfc-editor.org/rfc/rfc4648#section-5)): all its characters may stand in a SIP
    /// token and in a user name.
    public SipWriter base64(byte[] from, int start, int end) {
        room((end - start) * 4 / 3 + 4);
        int i = start;
        for (; i + 3 <= end; i += 3) {
            int three = (from[i] & 0xFF) << 16 | (from[i + 1] & 0xFF) << 8 | from[i + 2] & 0xFF;
            bytes[length++] = BASE64URL[three >>> 18];
            bytes[length++] = BASE64URL[three >>> 12 & 63];
            bytes[length++] = BASE64URL[three >>> 6 & 63];
            bytes[length++] = BASE64URL[three & 63];
        }
        if (i < end) {
            int rest = (from[i] & 0xFF) << 16 | (i + 1 < end ? (from[i + 1] & 0xFF) << 8 : 0);
            bytes[length++] = BASE64URL[rest >>> 18];
            bytes[length++] = BASE64URL[rest >>> 12 & 63];
            if (i + 1 < end) {
                bytes[length++] = BASE64URL[rest >>> 6 & 63];
            }
        }
        return this;
    }

    /// Unpadded base32 in lower case: survives whatever changes the case of a name.
    public SipWriter base32(byte[] from, int start, int end) {
        int value = 0;
        int bits = 0;
        for (int i = start; i < end; i++) {
            value = value << 8 | from[i] & 0xFF;
            for (bits += 8; bits >= 5; bits -= 5) {
                put((char) BASE32[value >>> bits - 5 & 31]);
            }
            value &= (1 << bits) - 1;
        }
        return bits == 0 ? this : put((char) BASE32[value << 5 - bits & 31]);
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            if (length + more > MOST_BYTES) {
                throw new MessageTooLong();
            }
            bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, 2 * (length + more)));
        }
    }

    /// What is being written would not fit a datagram.
    public static final class MessageTooLong extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MessageTooLong() {
            super("SIP message over " + MOST_BYTES + " bytes", null, false, false);
        }
    }
}
