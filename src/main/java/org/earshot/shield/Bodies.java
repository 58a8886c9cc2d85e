package org.earshot.shield;

import org.earshot.sip.Chars;
import org.earshot.sip.HeaderName;
import org.earshot.sip.SipMessage;
import org.earshot.sip.SipMethod;
import org.earshot.sip.SipRefused;
import org.earshot.sip.SipWriter;

/// The bodies that pass: session descriptions, keys pressed (INFO), text messages (MESSAGE). Each
/// is composed anew; a text message is content, like speech, and passes as it is.
final class Bodies {

    private static final byte[] LENGTH = SipWriter.ascii("Content-Length: ");
    private static final byte[] NONE = SipWriter.ascii("Content-Length: 0\r\n\r\n");
    private static final byte[] SDP_TYPE = SipWriter.ascii("Content-Type: application/sdp\r\n");
    private static final byte[] KEYS_TYPE =
            SipWriter.ascii("Content-Type: application/dtmf-relay\r\n");
    private static final byte[] TEXT_TYPE =
            SipWriter.ascii("Content-Type: text/plain;charset=UTF-8\r\n");

    /// Also Asterisk's own limit, on the way to an agent's telephone; and a MESSAGE "MUST NOT
    /// exceed 1300 bytes" in all ([RFC 3428, section
    /// 8](https://www.rfc-editor.org/rfc/rfc3428#section-8)).
    private static final int LONGEST_TEXT = 1_023;

    private enum Kind {
        NONE,
        SDP,
        KEYS,
        TEXT,
        REFUSED
    }

    private final SdpRebuild sdp;
    private final SipWriter body = new SipWriter();

    Bodies(Capsules capsules) {
        sdp = new SdpRebuild(capsules);
    }

    /// Ends a request with its body.
    void request(SipMessage message, SipWriter out) throws SipRefused {
        SipMethod method = message.method();
        Kind kind = kind(message, method);
        // A call must be able to end whatever its last message carries.
        boolean bare =
                method == SipMethod.BYE || method == SipMethod.CANCEL || method == SipMethod.ACK;
        if (kind == Kind.REFUSED && !bare) {
            throw new SipRefused(415);
        }
        if (kind == Kind.TEXT && message.bodyTo() - message.bodyFrom() > LONGEST_TEXT) {
            throw new SipRefused(413);
        }
        if (!write(kind, message, out)) {
            if (!bare) {
                throw new SipRefused(kind == Kind.SDP ? 488 : 400);
            }
            write(Kind.NONE, message, out);
        }
    }

    /// Ends a response with its body, or with none where it has one that does not pass: the call
    /// then fails between the ends, where refusing is possible.
    void response(SipMessage message, int status, SipMethod method, SipWriter out) {
        boolean describes = status > 100 && status < 300;
        Kind kind = describes ? kind(message, method) : Kind.NONE;
        if (kind != Kind.SDP || !write(Kind.SDP, message, out)) {
            write(Kind.NONE, message, out);
        }
    }

    private static Kind kind(SipMessage message, SipMethod method) {
        if (message.bodyTo() <= message.bodyFrom()) {
            return Kind.NONE;
        }
        int type = message.first(HeaderName.CONTENT_TYPE);
        if (type < 0 || message.has(HeaderName.CONTENT_ENCODING)) {
            return Kind.REFUSED;
        }
        byte[] b = message.bytes();
        int start = message.start(type);
        int end = message.end(type);
        int semicolon = Chars.indexOf(b, start, end, ';');
        int to = Chars.trimEnd(b, start, semicolon < 0 ? end : semicolon);
        if (Chars.equal(b, start, to, "application/sdp")) {
            return method == SipMethod.MESSAGE || method == SipMethod.INFO
                    ? Kind.REFUSED
                    : Kind.SDP;
        }
        if (method == SipMethod.INFO && Chars.equal(b, start, to, "application/dtmf-relay")) {
            return Kind.KEYS;
        }
        boolean text = method == SipMethod.MESSAGE && Chars.equal(b, start, to, "text/plain");
        return text && isUtf8(b, semicolon, end) ? Kind.TEXT : Kind.REFUSED;
    }

    private static boolean isUtf8(byte[] b, int semicolon, int end) {
        if (semicolon < 0) {
            return true;
        }
        int from = Chars.skipBlanks(b, semicolon + 1, end);
        return Chars.equal(b, from, end, "charset=utf-8")
                || Chars.equal(b, from, end, "charset=\"utf-8\"")
                || Chars.equal(b, from, end, "charset=us-ascii");
    }

    private boolean write(Kind kind, SipMessage message, SipWriter out) {
        byte[] b = message.bytes();
        body.clear();
        return switch (kind) {
            case NONE, REFUSED -> {
                out.put(NONE);
                yield true;
            }
            case SDP ->
                    sdp.write(b, message.bodyFrom(), message.bodyTo(), body) && end(SDP_TYPE, out);
            case KEYS -> keys(b, message.bodyFrom(), message.bodyTo()) && end(KEYS_TYPE, out);
            case TEXT -> {
                body.put(b, message.bodyFrom(), message.bodyTo());
                yield end(TEXT_TYPE, out);
            }
        };
    }

    private boolean end(byte[] type, SipWriter out) {
        out.put(type).put(LENGTH).number(body.length()).line().line();
        out.put(body.bytes(), 0, body.length());
        return true;
    }

    /// `Signal=5` and `Duration=160`, one each, of one key and at most five digits.
    private boolean keys(byte[] b, int from, int to) {
        int at = from;
        boolean signal = false;
        while (at < to) {
            int end = Chars.indexOf(b, at, to, '\n');
            end = end < 0 ? to : end;
            int lineEnd = end > at && b[end - 1] == '\r' ? end - 1 : end;
            int equals = Chars.indexOf(b, at, lineEnd, '=');
            if (equals < 0 && lineEnd > at) {
                return false;
            }
            signal |= key(b, at, equals, lineEnd);
            at = end + 1;
        }
        return signal;
    }

    private boolean key(byte[] b, int from, int equals, int to) {
        if (equals < 0) {
            return false;
        }
        int value = Chars.skipBlanks(b, equals + 1, to);
        int nameEnd = Chars.trimEnd(b, from, equals);
        if (Chars.equal(b, from, nameEnd, "signal")
                && to - value == 1
                && "0123456789*#ABCDabcd".indexOf(b[value]) >= 0) {
            body.put("Signal=").put((char) b[value]).line();
            return true;
        }
        long duration = Chars.number(b, value, to, 5);
        if (Chars.equal(b, from, nameEnd, "duration") && duration >= 0) {
            body.put("Duration=").number(duration).line();
        }
        return false;
    }
}
