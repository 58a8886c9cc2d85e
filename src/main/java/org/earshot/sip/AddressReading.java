package org.earshot.sip;

/// Reads one `name-addr` or `addr-spec` with its parameters, as in From, To, Contact, Route and
/// P-Asserted-Identity ([RFC 3261, section
/// 20.10](https://www.rfc-editor.org/rfc/rfc3261#section-20.10)), as ranges of bytes. Used again
/// for the next one.
public final class AddressReading {

    public int start;
    public int uriFrom;
    public int uriTo;
    public int parametersFrom;
    public int tagFrom;
    public int tagTo;

    /// Behind this entry: the end of the value, or the comma before the next entry.
    public int end;

    public boolean hasTag() {
        return tagTo > tagFrom;
    }

    /// @param list whether a comma ends the entry; it is an error where only one may stand
    /// @return false when this is no address
    public boolean read(byte[] b, int from, int to, boolean list) {
        start = Chars.skipBlanks(b, from, to);
        tagFrom = tagTo = 0;
        int at = skipDisplayName(b, start, to);
        if (at < 0) {
            return false;
        }
        int behind = at < to && b[at] == '<' ? inAngles(b, at, to) : bare(b, start, to);
        if (behind < 0) {
            return false;
        }
        parametersFrom = behind;
        end = parameters(b, behind, to);
        return end >= 0 && (end == to || list && b[end] == ',');
    }

    private int inAngles(byte[] b, int at, int to) {
        int close = Chars.indexOf(b, at, to, '>');
        uriFrom = at + 1;
        uriTo = close;
        return close <= at + 1 || !isUri(b, uriFrom, uriTo) ? -1 : close + 1;
    }

    /// Without angle brackets what follows a semicolon belongs to the header field ([section
    /// 20](https://www.rfc-editor.org/rfc/rfc3261#section-20)), and a comma or question mark may
    /// not stand in the URI.
    private int bare(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] != ';' && b[i] != ',' && !Chars.isBlank(b[i])) {
            if (b[i] == '?' || b[i] == '<' || b[i] == '"') {
                return -1;
            }
            i++;
        }
        uriFrom = from;
        uriTo = i;
        return isUri(b, from, i) ? i : -1;
    }

    /// No blanks, and a scheme: enough for addresses that are only kept.
    private static boolean isUri(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Chars.isUriChar(b[i])) {
                return false;
            }
        }
        return Chars.indexOf(b, from, to, ':') > from;
    }

    /// Where the angle bracket stands, or anything else where a bare URI must begin.
    private static int skipDisplayName(byte[] b, int from, int to) {
        if (from < to && b[from] == '"') {
            int close = closingQuote(b, from, to);
            if (close < 0) {
                return -1;
            }
            int angle = Chars.skipBlanks(b, close + 1, to);
            return angle < to && b[angle] == '<' ? angle : -1;
        }
        int i = from;
        while (i < to && (Chars.isTokenChar(b[i]) || Chars.isBlank(b[i]))) {
            i++;
        }
        return i;
    }

    static int closingQuote(byte[] b, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (b[i] == '\\') {
                i++;
            } else if (b[i] == '"') {
                return i;
            }
        }
        return -1;
    }

    /// @return where the parameters end, or -1
    private int parameters(byte[] b, int from, int to) {
        int i = Chars.skipBlanks(b, from, to);
        while (i < to && b[i] == ';') {
            int name = Chars.skipBlanks(b, i + 1, to);
            int nameEnd = token(b, name, to);
            if (nameEnd == name) {
                return -1;
            }
            i = Chars.skipBlanks(b, nameEnd, to);
            int value = i;
            int valueEnd = i;
            if (i < to && b[i] == '=') {
                value = Chars.skipBlanks(b, i + 1, to);
                valueEnd = value(b, value, to);
                if (valueEnd <= value) {
                    return -1;
                }
                i = Chars.skipBlanks(b, valueEnd, to);
            }
            if (Chars.equal(b, name, nameEnd, "tag") && !takeTag(b, value, valueEnd)) {
                return -1;
            }
        }
        return i;
    }

    private boolean takeTag(byte[] b, int from, int to) {
        boolean second = hasTag();
        tagFrom = from;
        tagTo = to;
        return !second && Chars.isToken(b, from, to);
    }

    private static int token(byte[] b, int from, int to) {
        int i = from;
        while (i < to && Chars.isTokenChar(b[i])) {
            i++;
        }
        return i;
    }

    /// `gen-value`: token, host or quoted string.
    private static int value(byte[] b, int from, int to) {
        if (from < to && b[from] == '"') {
            return closingQuote(b, from, to) + 1;
        }
        int i = from;
        while (i < to && (Chars.isTokenChar(b[i]) || b[i] == '[' || b[i] == ']' || b[i] == ':')) {
            i++;
        }
        return i;
    }
}
