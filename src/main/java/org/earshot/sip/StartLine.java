package org.earshot.sip;

/// `INVITE sip:x@y SIP/2.0` or `SIP/2.0 200 OK` ([RFC 3261, section
/// 7.1](https://www.rfc-editor.org/rfc/rfc3261#section-7.1)): single spaces, nothing before or
/// after.
final class StartLine {

    private static final String VERSION = "sip/2.0";

    private StartLine() {}

    /// Leaves `status` at -1 when the request is of another version: it is answered with 505.
    static void read(SipMessage message, int from, int to) throws SipRefused {
        message.status = 0;
        if (to - from >= 8
                && message.bytes[from + 3] == '/'
                && Chars.equal(message.bytes, from, from + 3, "sip")) {
            response(message, from, to);
        } else {
            request(message, from, to);
        }
    }

    private static void response(SipMessage message, int from, int to) throws SipRefused {
        byte[] b = message.bytes;
        message.request = false;
        message.method = SipMethod.UNKNOWN;
        boolean whole = to - from >= 12 && Chars.equal(b, from, from + 7, VERSION);
        if (!whole || b[from + 7] != ' ' || b[from + 11] != ' ') {
            throw SipRefused.silently();
        }
        message.status = (int) Chars.number(b, from + 8, from + 11, 3);
        if (message.status < 100 || message.status > 699) {
            throw SipRefused.silently();
        }
    }

    private static void request(SipMessage message, int from, int to) throws SipRefused {
        byte[] b = message.bytes;
        message.request = true;
        int methodEnd = Chars.indexOf(b, from, to, ' ');
        if (methodEnd < 0 || !Chars.isToken(b, from, methodEnd)) {
            throw SipRefused.silently();
        }
        message.method = SipMethod.of(b, from, methodEnd);
        int uriEnd = Chars.indexOf(b, methodEnd + 1, to, ' ');
        message.uriFrom = methodEnd + 1;
        message.uriTo = Math.max(uriEnd, methodEnd + 1);
        if (uriEnd >= 0 && Chars.equal(b, uriEnd + 1, to, VERSION)) {
            return;
        }
        // Spaces in the URI or behind the version: the URI is refused later, as no URI has them.
        boolean otherVersion =
                uriEnd >= 0
                        && to - uriEnd > 4
                        && Chars.equal(b, uriEnd + 1, uriEnd + 5, "sip/")
                        && Chars.indexOf(b, uriEnd + 1, to, ' ') < 0;
        if (otherVersion) {
            message.status = -1;
        } else {
            message.uriTo = message.uriFrom;
        }
    }
}
