package org.earshot.shield;

import org.earshot.sip.Chars;
import org.earshot.sip.HeaderName;
import org.earshot.sip.SipMessage;
import org.earshot.sip.SipMethod;
import org.earshot.sip.SipRefused;
import org.earshot.sip.SipWriter;

/// The header fields that pass beside those the proxy composes itself, each read by its grammar and
/// written anew: numbers within bounds, words from a list, nothing copied. What is not named here
/// does not pass.
final class HeaderList {

    static final byte[] VIA = SipWriter.ascii("Via: ");
    static final byte[] FROM = SipWriter.ascii("From: ");
    static final byte[] TO = SipWriter.ascii("To: ");
    static final byte[] CALL_ID = SipWriter.ascii("Call-ID: ");
    static final byte[] CSEQ = SipWriter.ascii("CSeq: ");
    static final byte[] MAX_FORWARDS = SipWriter.ascii("Max-Forwards: ");
    static final byte[] CONTACT = SipWriter.ascii("Contact: <sip:");
    static final byte[] ROUTE = SipWriter.ascii("Route: ");

    /// A day: no session or registration of a call is longer, and five digits hide no number.
    private static final long MOST_SECONDS = 86_400;

    private static final String[] EXTENSIONS = {"100rel", "timer"};
    private static final byte[][] EXTENSION_BYTES = {
        SipWriter.ascii("100rel"), SipWriter.ascii("timer")
    };
    private static final HeaderName[] SECONDS = {
        HeaderName.MIN_SE, HeaderName.EXPIRES, HeaderName.RETRY_AFTER
    };
    private static final byte[][] SECONDS_NAMES = {
        SipWriter.ascii("Min-SE: "), SipWriter.ascii("Expires: "), SipWriter.ascii("Retry-After: ")
    };
    private static final byte[] SUPPORTED = SipWriter.ascii("Supported: ");
    private static final byte[] REQUIRE = SipWriter.ascii("Require: ");
    private static final byte[] SESSION_EXPIRES = SipWriter.ascii("Session-Expires: ");
    private static final byte[] UAC = SipWriter.ascii(";refresher=uac");
    private static final byte[] UAS = SipWriter.ascii(";refresher=uas");
    private static final byte[] RSEQ = SipWriter.ascii("RSeq: ");
    private static final byte[] RACK = SipWriter.ascii("RAck: ");
    private static final byte[] REASON = SipWriter.ascii("Reason: ");

    private HeaderList() {}

    /// A request that requires what would be lost here is refused ([RFC 3261, section
    /// 8.2.2.3](https://www.rfc-editor.org/rfc/rfc3261#section-8.2.2.3)); in ACK and CANCEL it has
    /// no say.
    static void checkRequired(SipMessage message) throws SipRefused {
        if (message.method() == SipMethod.ACK || message.method() == SipMethod.CANCEL) {
            return;
        }
        for (HeaderName name : new HeaderName[] {HeaderName.REQUIRE, HeaderName.PROXY_REQUIRE}) {
            if (message.has(name) && unknownIn(message, name, null) > 0) {
                throw new SipRefused(420);
            }
        }
    }

    /// The values of an `Unsupported` field: names of extensions, back to who named them.
    static void unsupported(SipMessage message, SipWriter out) {
        unknownIn(message, HeaderName.REQUIRE, out);
        unknownIn(message, HeaderName.PROXY_REQUIRE, out);
    }

    private static int unknownIn(
            SipMessage message, HeaderName name, @org.jspecify.annotations.Nullable SipWriter out) {
        byte[] b = message.bytes();
        int unknown = 0;
        for (int index = message.first(name); index >= 0; index = message.next(index)) {
            int at = message.start(index);
            while (at < message.end(index)) {
                int end = entryEnd(b, at, message.end(index));
                int to = Chars.trimEnd(b, at, end);
                if (to > at && known(b, at, to) < 0) {
                    unknown++;
                    if (out != null && Chars.isToken(b, at, to)) {
                        boolean first = out.bytes()[out.length() - 1] == ' ';
                        out.put(first ? "" : ", ").put(b, at, to);
                    }
                }
                at = Chars.skipBlanks(b, end + 1, message.end(index));
            }
        }
        return unknown;
    }

    private static int entryEnd(byte[] b, int from, int to) {
        int comma = Chars.indexOf(b, from, to, ',');
        return comma < 0 ? to : comma;
    }

    private static int known(byte[] b, int from, int to) {
        for (int i = 0; i < EXTENSIONS.length; i++) {
            if (Chars.equal(b, from, to, EXTENSIONS[i])) {
                return i;
            }
        }
        return -1;
    }

    /// @param shift what the sequence numbers of the outside are shifted by, negative on the way
    ///   out, and 0 where none is the outside's
    static void copy(SipMessage message, int shift, int cseqShift, SipWriter out) {
        extensions(message, HeaderName.SUPPORTED, SUPPORTED, out);
        extensions(message, HeaderName.REQUIRE, REQUIRE, out);
        if (message.has(HeaderName.ALLOW)) {
            out.put(Answers.ALLOW);
        }
        for (int i = 0; i < SECONDS.length; i++) {
            seconds(message, SECONDS[i], SECONDS_NAMES[i], out);
        }
        sessionExpires(message, out);
        rseq(message, shift, out);
        rack(message, shift, cseqShift, out);
        reason(message, out);
    }

    private static void extensions(
            SipMessage message, HeaderName name, byte[] label, SipWriter out) {
        int seen = 0;
        byte[] b = message.bytes();
        for (int index = message.first(name); index >= 0; index = message.next(index)) {
            int at = message.start(index);
            while (at < message.end(index)) {
                int end = entryEnd(b, at, message.end(index));
                int extension = known(b, at, Chars.trimEnd(b, at, end));
                seen |= extension < 0 ? 0 : 1 << extension;
                at = Chars.skipBlanks(b, end + 1, message.end(index));
            }
        }
        if (seen == 0) {
            return;
        }
        out.put(label);
        for (int i = 0; i < EXTENSIONS.length; i++) {
            if ((seen & 1 << i) != 0) {
                boolean further = (seen & (1 << i) - 1) != 0;
                out.put(further ? ", " : "").put(EXTENSION_BYTES[i]);
            }
        }
        out.line();
    }

    /// The number with which a value begins, or -1.
    private static long leading(byte[] b, int from, int to) {
        int end = from;
        while (end < to && Chars.isDigit(b[end])) {
            end++;
        }
        boolean alone = end == to || b[end] == ';' || b[end] == ' ' || b[end] == '(';
        return alone ? Chars.number(b, from, end, 10) : -1;
    }

    private static void seconds(SipMessage message, HeaderName name, byte[] label, SipWriter out) {
        int index = message.first(name);
        if (index < 0) {
            return;
        }
        long value = leading(message.bytes(), message.start(index), message.end(index));
        if (value >= 0) {
            out.put(label).number(Math.min(value, MOST_SECONDS)).line();
        }
    }

    private static void sessionExpires(SipMessage message, SipWriter out) {
        int index = message.first(HeaderName.SESSION_EXPIRES);
        if (index < 0) {
            return;
        }
        byte[] b = message.bytes();
        long value = leading(b, message.start(index), message.end(index));
        if (value < 0) {
            return;
        }
        out.put(SESSION_EXPIRES).number(Math.min(value, MOST_SECONDS));
        int end = message.end(index);
        if (endsWithWord(b, message.start(index), end, "refresher=uac")) {
            out.put(UAC);
        } else if (endsWithWord(b, message.start(index), end, "refresher=uas")) {
            out.put(UAS);
        }
        out.line();
    }

    /// Whether one of the parameters is this one.
    private static boolean endsWithWord(byte[] b, int from, int to, String parameter) {
        int at = Chars.indexOf(b, from, to, ';');
        while (at >= 0) {
            int start = Chars.skipBlanks(b, at + 1, to);
            int next = Chars.indexOf(b, start, to, ';');
            int end = Chars.trimEnd(b, start, next < 0 ? to : next);
            if (Chars.equal(b, start, end, parameter)) {
                return true;
            }
            at = next;
        }
        return false;
    }

    private static void rseq(SipMessage message, int shift, SipWriter out) {
        int index = message.first(HeaderName.RSEQ);
        if (index < 0 || message.isRequest()) {
            return;
        }
        long value = Chars.number(message.bytes(), message.start(index), message.end(index), 10);
        if (value >= 0 && value <= Integer.MAX_VALUE) {
            out.put(RSEQ).number(value + shift & Integer.MAX_VALUE).line();
        }
    }

    /// `RAck: 776656 1 INVITE` ([RFC 3262, section
    /// 7.2](https://www.rfc-editor.org/rfc/rfc3262#section-7.2)).
    private static void rack(SipMessage message, int shift, int cseqShift, SipWriter out) {
        int index = message.first(HeaderName.RACK);
        if (index < 0 || message.method() != SipMethod.PRACK) {
            return;
        }
        byte[] b = message.bytes();
        int end = message.end(index);
        int start = message.start(index);
        int space = Chars.indexOf(b, start, end, ' ');
        int second = Chars.skipBlanks(b, space < 0 ? end : space, end);
        int space2 = Chars.indexOf(b, second, end, ' ');
        if (space < 0 || space2 < 0) {
            return;
        }
        long rseq = Chars.number(b, start, space, 10);
        long cseq = Chars.number(b, second, space2, 10);
        SipMethod method = SipMethod.of(b, Chars.skipBlanks(b, space2, end), end);
        if (rseq < 0 || cseq < 0 || method == SipMethod.UNKNOWN) {
            return;
        }
        out.put(RACK).number(rseq - shift & Integer.MAX_VALUE).put(' ');
        out.number(cseq + cseqShift & Integer.MAX_VALUE).put(' ');
        method.writeTo(out);
        out.line();
    }

    /// Protocol and cause ([RFC 3326](https://www.rfc-editor.org/rfc/rfc3326)); the text does not
    /// pass.
    private static void reason(SipMessage message, SipWriter out) {
        int index = message.first(HeaderName.REASON);
        if (index < 0) {
            return;
        }
        byte[] b = message.bytes();
        int start = message.start(index);
        int end = entryEnd(b, start, message.end(index));
        int semicolon = Chars.indexOf(b, start, end, ';');
        int protocolEnd = Chars.trimEnd(b, start, semicolon < 0 ? end : semicolon);
        boolean q850 = Chars.equal(b, start, protocolEnd, "q.850");
        if (!q850 && !Chars.equal(b, start, protocolEnd, "sip")) {
            return;
        }
        long cause = cause(b, semicolon, end);
        if (cause >= 0) {
            out.put(REASON).put(q850 ? "Q.850" : "SIP").put(";cause=").number(cause).line();
        }
    }

    private static long cause(byte[] b, int semicolon, int end) {
        int at = semicolon;
        while (at >= 0) {
            int name = Chars.skipBlanks(b, at + 1, end);
            int next = Chars.indexOf(b, name, end, ';');
            int to = Chars.trimEnd(b, name, next < 0 ? end : next);
            if (to - name > 6 && Chars.equal(b, name, name + 6, "cause=")) {
                return Chars.number(b, name + 6, to, 3);
            }
            at = next;
        }
        return -1;
    }
}
