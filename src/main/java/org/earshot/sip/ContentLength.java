package org.earshot.sip;

/// Finds the Content-Length of a whole header (RFC 3261 §20.14; `l` in short).
final class ContentLength {

    private static final byte[] NAME =
            "content-length".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /// Nine digits would fit an int, and nobody sends 100 MB.
    private static final int MOST_DIGITS = 8;

    private ContentLength() {}

    /// @param end where the header ends
    /// @return -1 when there is none, it is no number, or there are two that differ
    static int of(byte[] bytes, int end) {
        int found = -1;
        for (int line = lineAfter(bytes, 0, end); line < end; line = lineAfter(bytes, line, end)) {
            int value = valueIn(bytes, line, end);
            if (value < 0) {
                continue;
            }
            int length = number(bytes, value, end);
            if (length < 0 || (found >= 0 && found != length)) {
                return -1;
            }
            found = length;
        }
        return found;
    }

    private static int lineAfter(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /// @return where the value starts if the line is a Content-Length, else -1
    private static int valueIn(byte[] bytes, int line, int end) {
        int at = nameEnd(bytes, line, end);
        if (at < 0) {
            return -1;
        }
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at < end && bytes[at] == ':' ? at + 1 : -1;
    }

    private static int nameEnd(byte[] bytes, int line, int end) {
        int matched = 0;
        while (matched < NAME.length
                && line + matched < end
                && (bytes[line + matched] | 0x20) == (NAME[matched] | 0x20)) {
            matched++;
        }
        if (matched == NAME.length) {
            return line + matched;
        }
        return (bytes[line] | 0x20) == 'l' ? line + 1 : -1;
    }

    private static int number(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        int number = 0;
        int digits = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && digits < MOST_DIGITS) {
            number = number * 10 + bytes[at++] - '0';
            digits++;
        }
        boolean whole = at < end && (bytes[at] == '\r' || bytes[at] == ' ' || bytes[at] == '\t');
        return digits > 0 && whole ? number : -1;
    }
}
