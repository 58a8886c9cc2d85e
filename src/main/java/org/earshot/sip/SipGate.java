package org.earshot.sip;

import java.util.Arrays;

/// The gate every message passes before anything interprets it. Strict on purpose: a parser of the
/// field was seen to loop for ever over a Via comment that ends in a backslash, so comments, quotes
/// and escapes have no place in a Via here.
///
/// Lines end in CR LF; there are no bare control characters; a message has at most 8 KiB and
/// [SipMessage#MOST_HEADERS] header fields; fields that may stand once stand once.
public final class SipGate {

    public static final int MOST_BYTES = 8192;

    /// What a request and a response must have ([RFC 3261, section
    /// 8.1.1](https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1)).
    private static final HeaderName[] ALWAYS = {
        HeaderName.VIA, HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID, HeaderName.CSEQ
    };

    /// Two of these contradict each other; a guess which one counts would be a way in.
    private static final HeaderName[] ONCE = {
        HeaderName.FROM,
        HeaderName.TO,
        HeaderName.CALL_ID,
        HeaderName.CSEQ,
        HeaderName.MAX_FORWARDS,
        HeaderName.CONTENT_TYPE,
        HeaderName.CONTENT_LENGTH,
        HeaderName.CONTENT_ENCODING,
        HeaderName.SESSION_EXPIRES,
        HeaderName.MIN_SE,
        HeaderName.EXPIRES,
        HeaderName.RSEQ,
        HeaderName.RACK,
        HeaderName.RETRY_AFTER
    };

    private SipGate() {}

    /// @param message filled as far as it could be read, also when it is refused: for the answer
    /// @throws SipRefused with 400, 505 or 513, or silently when not even an answer should be tried
    public static void read(byte[] received, int all, SipMessage message) throws SipRefused {
        message.clear();
        int length = Math.min(all, MOST_BYTES);
        int at = 0;
        while (at + 1 < length && received[at] == '\r' && received[at + 1] == '\n') {
            at += 2;
        }
        if (length - at < 20) {
            throw SipRefused.silently();
        }
        message.bytes = received;
        int lineEnd = lineEnd(received, at, length);
        StartLine.read(message, at, lineEnd);
        boolean versionKnown = message.status >= 0;
        headers(message, lineEnd + 2, length);
        mandatory(message);
        if (!versionKnown) {
            throw new SipRefused(505);
        }
        if (all > MOST_BYTES) {
            throw new SipRefused(513);
        }
        body(message, length);
    }

    /// Where the line's CR stands.
    private static int lineEnd(byte[] b, int from, int length) throws SipRefused {
        for (int i = from; i < length; i++) {
            byte c = b[i];
            if (c < ' ' && c >= 0 && c != '\t') {
                if (c == '\r' && i + 1 < length && b[i + 1] == '\n') {
                    return i;
                }
                throw SipRefused.silently();
            }
            if (c == 0x7F) {
                throw SipRefused.silently();
            }
        }
        throw SipRefused.silently();
    }

    private static void headers(SipMessage message, int from, int length) throws SipRefused {
        int at = from;
        while (true) {
            int end = lineEnd(message.bytes, at, length);
            if (end == at) {
                message.bodyFrom = at + 2;
                return;
            }
            while (end + 2 < length && Chars.isBlank(message.bytes[end + 2])) {
                unfold(message, end, length);
                end = lineEnd(message.bytes, end, length);
            }
            header(message, at, end);
            at = end + 2;
        }
    }

    /// Blanks in place of the line end ([section
    /// 7.3.1](https://www.rfc-editor.org/rfc/rfc3261#section-7.3.1)), in a copy: the bytes are the
    /// caller's.
    private static void unfold(SipMessage message, int lineEnd, int length) {
        if (!message.copied) {
            message.bytes = Arrays.copyOf(message.bytes, length);
            message.copied = true;
        }
        message.bytes[lineEnd] = ' ';
        message.bytes[lineEnd + 1] = ' ';
    }

    private static void header(SipMessage message, int from, int end) throws SipRefused {
        byte[] b = message.bytes;
        int nameEnd = from;
        while (nameEnd < end && Chars.isTokenChar(b[nameEnd])) {
            nameEnd++;
        }
        int colon = Chars.skipBlanks(b, nameEnd, end);
        if (nameEnd == from || colon == end || b[colon] != ':') {
            throw SipRefused.malformed();
        }
        int start = Chars.skipBlanks(b, colon + 1, end);
        HeaderName name = HeaderName.of(b, from, nameEnd);
        message.add(name, start, Chars.trimEnd(b, start, end));
    }

    private static void mandatory(SipMessage message) throws SipRefused {
        for (HeaderName name : ALWAYS) {
            if (!message.has(name)) {
                throw SipRefused.malformed();
            }
        }
        for (HeaderName name : ONCE) {
            int first = message.first(name);
            if (first >= 0 && message.next(first) >= 0) {
                throw SipRefused.malformed();
            }
        }
    }

    /// Bytes after the announced length are not of this message ([section
    /// 18.3](https://www.rfc-editor.org/rfc/rfc3261#section-18.3)); fewer are a broken one.
    private static void body(SipMessage message, int length) throws SipRefused {
        message.bodyTo = length;
        int announced = message.first(HeaderName.CONTENT_LENGTH);
        if (announced < 0) {
            return;
        }
        long bytes =
                Chars.number(message.bytes, message.start(announced), message.end(announced), 9);
        if (bytes < 0 || message.bodyFrom + bytes > length) {
            throw SipRefused.malformed();
        }
        message.bodyTo = message.bodyFrom + (int) bytes;
    }
}
