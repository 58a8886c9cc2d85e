package org.earshot.sip;

import java.util.Arrays;

/// Tells the messages of a stream apart by Content-Length, [RFC 3261
/// §18.3](https://www.rfc-editor.org/rfc/rfc3261#section-18.3). Without socket or clock.
///
/// Bytes go in with [#room] and [#appended]; then [#next] is called until it answers neither a
/// message nor a keep-alive.
final class StreamFraming {

    /// What [#next] found.
    enum Found {
        /// [#messageLength] bytes at the start of [#bytes]; gone with the next call.
        MESSAGE,
        /// Two empty lines, to be answered with one (RFC 5626 §4.4.1).
        PING,
        /// More bytes are needed.
        NOTHING,
        /// Too long, or no telling where it ends: the connection is of no more use.
        BROKEN
    }

    private static final byte[] NONE = new byte[0];
    private static final int FIRST = 2_048;

    private final int limit;
    private byte[] bytes = NONE;
    private int end;
    private int scanned;
    private int messageLength;
    private int wanted = -1;

    StreamFraming(int limit) {
        this.limit = limit;
    }

    byte[] bytes() {
        return bytes;
    }

    int messageLength() {
        return messageLength;
    }

    /// Bytes of memory held.
    int held() {
        return bytes.length;
    }

    /// Whether a message has begun and not ended.
    boolean midMessage() {
        return end > messageLength;
    }

    /// Room for `more` bytes; they are written to [#bytes] from the returned index on, then
    /// [#appended] is called.
    int room(int more) {
        drop();
        if (bytes.length - end < more) {
            bytes = Arrays.copyOf(bytes, Math.max(FIRST, Math.max(bytes.length * 2, end + more)));
        }
        return end;
    }

    void appended(int more) {
        end += more;
    }

    Found next() {
        drop();
        int blank = skipBlankLines();
        if (end == 0) {
            bytes = NONE; // an idle connection holds no memory
            return blank >= 4 ? Found.PING : Found.NOTHING;
        }
        if (wanted < 0 && !findLength()) {
            return end > limit ? Found.BROKEN : Found.NOTHING;
        }
        if (wanted < 0 || wanted > limit) {
            return Found.BROKEN;
        }
        if (end < wanted) {
            return Found.NOTHING;
        }
        messageLength = wanted;
        return Found.MESSAGE;
    }

    /// Moves what follows the last message to the start.
    private void drop() {
        if (messageLength > 0) {
            System.arraycopy(bytes, messageLength, bytes, 0, end - messageLength);
            end -= messageLength;
            messageLength = 0;
            scanned = 0;
            wanted = -1;
        }
    }

    /// RFC 3261 §7.5: empty lines before a start line are ignored.
    private int skipBlankLines() {
        if (scanned > 0) {
            return 0;
        }
        int from = 0;
        while (from < end && (bytes[from] == '\r' || bytes[from] == '\n')) {
            from++;
        }
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, end - from);
            end -= from;
        }
        return from;
    }

    /// @return whether the header is whole; then [#wanted] is the message's length, or stays -1
    ///   without a valid one
    private boolean findLength() {
        for (int at = Math.max(3, scanned); at < end; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n') {
                int body = ContentLength.of(bytes, at + 1);
                wanted = body < 0 ? -1 : at + 1 + body;
                return true;
            }
        }
        scanned = end;
        return false;
    }
}
