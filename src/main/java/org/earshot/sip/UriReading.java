package org.earshot.sip;

/// Reads a `sip:`, `sips:` or `tel:` URI ([RFC 3261, section
/// 19.1](https://www.rfc-editor.org/rfc/rfc3261#section-19.1), [RFC
/// 3966](https://www.rfc-editor.org/rfc/rfc3966)) as ranges of the message's bytes. Used again for
/// the next URI.
public final class UriReading {

    /// What comes before the first colon.
    public enum Scheme {
        SIP,
        SIPS,
        TEL,
        OTHER
    }

    public Scheme scheme = Scheme.OTHER;
    public int userFrom;
    public int userTo;
    public int hostFrom;
    public int hostTo;

    /// 0 when none is named.
    public int port;

    /// Where the parameters begin, at their semicolon; equal to `end` when there are none.
    public int parametersFrom;

    public int end;

    /// `?` and what follows it.
    public boolean hasHeaders;

    /// @return false when this is no URI; the ranges then mean nothing
    public boolean read(byte[] b, int from, int to) {
        scheme = Scheme.OTHER;
        userFrom = userTo = hostFrom = hostTo = parametersFrom = end = to;
        port = 0;
        hasHeaders = false;
        int colon = Chars.indexOf(b, from, to, ':');
        if (colon <= from || !clean(b, from, to)) {
            return false;
        }
        scheme = scheme(b, from, colon);
        return switch (scheme) {
            case SIP, SIPS -> readSip(b, colon + 1, to);
            case TEL -> readTel(b, colon + 1, to);
            case OTHER -> Chars.isToken(b, from, colon);
        };
    }

    public boolean hasUser() {
        return userTo > userFrom;
    }

    private static Scheme scheme(byte[] b, int from, int colon) {
        if (Chars.equal(b, from, colon, "sip")) {
            return Scheme.SIP;
        }
        if (Chars.equal(b, from, colon, "sips")) {
            return Scheme.SIPS;
        }
        return Chars.equal(b, from, colon, "tel") ? Scheme.TEL : Scheme.OTHER;
    }

    private static boolean clean(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Chars.isUriChar(b[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean readTel(byte[] b, int from, int to) {
        userFrom = from;
        userTo = orEnd(Chars.indexOf(b, from, to, ';'), to);
        parametersFrom = userTo;
        return userTo > userFrom;
    }

    private boolean readSip(byte[] b, int from, int to) {
        int at = Chars.indexOf(b, from, to, '@');
        int host = from;
        if (at >= 0) {
            if (at == from || !readUser(b, from, at)) {
                return false;
            }
            host = at + 1;
        }
        int tail = orEnd(Chars.indexOf(b, host, to, ';'), to);
        int question = Chars.indexOf(b, host, to, '?');
        hasHeaders = question >= 0;
        parametersFrom = hasHeaders ? Math.min(tail, question) : tail;
        return readHost(b, host, parametersFrom)
                && Chars.indexOf(b, host, to, '@') < 0
                && escapesAreWhole(b, from, to);
    }

    private boolean readUser(byte[] b, int from, int at) {
        for (int i = from; i < at; i++) {
            if (!Chars.isUserChar(b[i]) && b[i] != ':') {
                return false;
            }
        }
        userFrom = from;
        userTo = orEnd(Chars.indexOf(b, from, at, ':'), at);
        return userTo > userFrom;
    }

    private boolean readHost(byte[] b, int from, int to) {
        hostFrom = from;
        int i = from;
        if (i < to && b[i] == '[') {
            hostTo = Chars.indexOf(b, i, to, ']') + 1;
            if (hostTo == 0 || !IpText.isIpv6(b, i + 1, hostTo - 1)) {
                return false;
            }
        } else {
            while (i < to && Chars.isHostChar(b[i])) {
                i++;
            }
            hostTo = i;
        }
        return hostTo > hostFrom && readPort(b, hostTo, to);
    }

    private boolean readPort(byte[] b, int from, int to) {
        if (from == to) {
            return true;
        }
        if (b[from] != ':') {
            return false;
        }
        long number = Chars.number(b, from + 1, to, 5);
        port = (int) number;
        return number > 0 && number < 65536;
    }

    private static boolean escapesAreWhole(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] == '%'
                    && (i + 2 >= to
                            || Character.digit(b[i + 1], 16) < 0
                            || Character.digit(b[i + 2], 16) < 0)) {
                return false;
            }
        }
        return true;
    }

    private static int orEnd(int index, int end) {
        return index < 0 ? end : index;
    }
}
