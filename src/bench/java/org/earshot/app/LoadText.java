package org.earshot.app;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One SIP message being written, or one being read: plain bytes, for the generator must cost less
/// than what it measures.
final class LoadText {

    private static final int LARGEST = 65_536;

    private final byte[] octets = new byte[LARGEST];
    private final ByteBuffer buffer = ByteBuffer.wrap(octets);
    private int length;

    LoadText clear() {
        length = 0;
        return this;
    }

    LoadText add(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            octets[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    LoadText add(byte[] text) {
        System.arraycopy(text, 0, octets, length, text.length);
        length += text.length;
        return this;
    }

    LoadText add(long number) {
        return number < 10 ? digit(number) : add(number / 10).digit(number % 10);
    }

    int length() {
        return length;
    }

    private LoadText digit(long digit) {
        octets[length++] = (byte) ('0' + digit);
        return this;
    }

    /// All lines of a header field of another message, as they are.
    LoadText copy(LoadText from, String name) {
        for (int at = from.next(0, name); at >= 0; at = from.next(at, name)) {
            int end = from.lineEnd(at);
            System.arraycopy(from.octets, at, octets, length, end - at);
            length += end - at;
            add("\r\n");
        }
        return this;
    }

    /// The whole message as a buffer to send.
    ByteBuffer sending() {
        return buffer.clear().limit(length);
    }

    /// The buffer to receive into; [#received] comes next.
    ByteBuffer receiving() {
        return buffer.clear();
    }

    void received(SocketAddress from) {
        length = from == null ? 0 : buffer.position();
    }

    byte[] copy() {
        return Arrays.copyOf(octets, length);
    }

    boolean startsWith(String ascii) {
        return matches(0, ascii);
    }

    /// The value of a header field, empty if there is none.
    byte[] value(String name) {
        int at = next(0, name);
        if (at < 0) {
            return new byte[0];
        }
        int from = at + name.length() + 1;
        while (octets[from] == ' ') {
            from++;
        }
        return Arrays.copyOfRange(octets, from, lineEnd(at));
    }

    /// The number right after `ascii`, or -1.
    long numberAfter(String ascii) {
        int at = indexOf(ascii.getBytes(StandardCharsets.US_ASCII), 0);
        if (at < 0) {
            return -1;
        }
        long number = -1;
        for (int i = at + ascii.length(); i < length && isDigit(octets[i]); i++) {
            number = Math.max(0, number) * 10 + octets[i] - '0';
        }
        return number;
    }

    int status() {
        return (octets[8] - '0') * 100 + (octets[9] - '0') * 10 + octets[10] - '0';
    }

    /// Whether `text` is there and that many digits follow it at once.
    boolean contains(byte[] text, int digits) {
        for (int at = indexOf(text, 0); at >= 0; at = indexOf(text, at + 1)) {
            int end = at + text.length;
            while (end < length && isDigit(octets[end])) {
                end++;
            }
            if (end - at - text.length >= digits) {
                return true;
            }
        }
        return false;
    }

    private int indexOf(byte[] text, int from) {
        byte first = text[0];
        for (int i = from; i <= length - text.length; i++) {
            if (octets[i] == first
                    && Arrays.equals(octets, i, i + text.length, text, 0, text.length)) {
                return i;
            }
        }
        return -1;
    }

    /// Where the next line of this header field begins, after the line at `from`.
    private int next(int from, String name) {
        int at = lineEnd(from) + 2;
        while (at < length && octets[at] != '\r') {
            if (octets[at + name.length()] == ':' && matches(at, name)) {
                return at;
            }
            at = lineEnd(at) + 2;
        }
        return -1;
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < length && octets[at] != '\r') {
            at++;
        }
        return at;
    }

    private boolean matches(int at, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if ((octets[at + i] | 0x20) != (ascii.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
