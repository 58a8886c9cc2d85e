package org.earshot.sip;

/// Reads one Via value ([RFC 3261, section
/// 20.42](https://www.rfc-editor.org/rfc/rfc3261#section-20.42)) as ranges of bytes. Comments,
/// quotes and escapes are refused: what hides in them has killed parsers. Used again for the next
/// value.
public final class ViaReading {

    public int start;

    /// Whether it says `SIP/2.0`; a request of another version is answered too.
    public boolean versionKnown;

    /// The protocol, `UDP`.
    public int protocolFrom;

    public int protocolTo;
    public int hostFrom;
    public int hostTo;

    /// 0 when none is named.
    public int port;

    public int branchFrom;
    public int branchTo;

    /// The capsule a shield put there; empty when there is none.
    public int sealedFrom;

    public int sealedTo;

    /// The whole parameter `;rport`, or an empty range.
    public int rportFrom;

    public int rportTo;

    /// The whole parameter `;received`, or an empty range.
    public int receivedFrom;

    public int receivedTo;

    /// Behind this value: the end of the header field, or the comma before the next value.
    public int end;

    public boolean hasRport() {
        return rportTo > rportFrom;
    }

    public boolean hasBranch() {
        return branchTo > branchFrom;
    }

    public boolean hasSealed() {
        return sealedTo > sealedFrom;
    }

    /// @return false when this is no Via value
    public boolean read(byte[] b, int from, int to) {
        branchFrom = branchTo = sealedFrom = sealedTo = 0;
        rportFrom = rportTo = receivedFrom = receivedTo = 0;
        start = Chars.skipBlanks(b, from, to);
        int i = sentProtocol(b, start, to);
        if (i < 0) {
            return false;
        }
        i = sentBy(b, i, to);
        if (i < 0) {
            return false;
        }
        end = parameters(b, i, to);
        return end >= 0 && (end == to || b[end] == ',');
    }

    private int sentProtocol(byte[] b, int from, int to) {
        int name = token(b, from, to);
        int i = slash(b, name, to);
        int version = token(b, i, to);
        versionKnown = Chars.equal(b, from, name, "sip") && Chars.equal(b, i, version, "2.0");
        protocolFrom = slash(b, version, to);
        protocolTo = token(b, protocolFrom, to);
        int next = Chars.skipBlanks(b, protocolTo, to);
        return version == i || protocolTo == protocolFrom || next == protocolTo ? -1 : next;
    }

    /// Behind the slash and the blanks around it; `to` when there is none.
    private static int slash(byte[] b, int from, int to) {
        int i = Chars.skipBlanks(b, from, to);
        return i < to && b[i] == '/' ? Chars.skipBlanks(b, i + 1, to) : to;
    }

    private int sentBy(byte[] b, int from, int to) {
        hostFrom = from;
        if (from < to && b[from] == '[') {
            hostTo = Chars.indexOf(b, from, to, ']') + 1;
            if (hostTo == 0 || !IpText.isIpv6(b, from + 1, hostTo - 1)) {
                return -1;
            }
        } else {
            int i = from;
            while (i < to && Chars.isHostChar(b[i])) {
                i++;
            }
            hostTo = i;
        }
        return hostTo == hostFrom ? -1 : port(b, Chars.skipBlanks(b, hostTo, to), to);
    }

    private int port(byte[] b, int from, int to) {
        port = 0;
        if (from >= to || b[from] != ':') {
            return from;
        }
        int digits = Chars.skipBlanks(b, from + 1, to);
        int i = digits;
        while (i < to && Chars.isDigit(b[i])) {
            i++;
        }
        long number = Chars.number(b, digits, i, 5);
        port = (int) number;
        return number <= 0 || number > 65535 ? -1 : Chars.skipBlanks(b, i, to);
    }

    private int parameters(byte[] b, int from, int to) {
        int i = from;
        while (i < to && b[i] == ';') {
            int name = Chars.skipBlanks(b, i + 1, to);
            int nameEnd = token(b, name, to);
            int value = Chars.skipBlanks(b, nameEnd, to);
            int valueEnd = value;
            int behind = value;
            if (value < to && b[value] == '=') {
                value = Chars.skipBlanks(b, value + 1, to);
                valueEnd = value(b, value, to);
                behind = Chars.skipBlanks(b, valueEnd, to);
                if (valueEnd == value) {
                    return -1;
                }
            }
            if (nameEnd == name) {
                return -1;
            }
            take(b, i, name, nameEnd, value, valueEnd);
            i = behind;
        }
        return i;
    }

    private void take(byte[] b, int whole, int name, int nameEnd, int value, int valueEnd) {
        switch (nameEnd - name) {
            case 2 -> {
                if (Chars.equal(b, name, nameEnd, "sv")) {
                    sealedFrom = value;
                    sealedTo = valueEnd;
                }
            }
            case 5 -> {
                if (Chars.equal(b, name, nameEnd, "rport")) {
                    rportFrom = whole;
                    rportTo = Math.max(nameEnd, valueEnd);
                }
            }
            case 6 -> {
                if (Chars.equal(b, name, nameEnd, "branch")) {
                    branchFrom = value;
                    branchTo = valueEnd;
                }
            }
            case 8 -> {
                if (Chars.equal(b, name, nameEnd, "received")) {
                    receivedFrom = whole;
                    receivedTo = valueEnd;
                }
            }
            default -> {}
        }
    }

    private static int token(byte[] b, int from, int to) {
        int i = from;
        while (i < to && Chars.isTokenChar(b[i])) {
            i++;
        }
        return i;
    }

    /// A token, or an address of either family.
    private static int value(byte[] b, int from, int to) {
        int i = from;
        while (i < to && (Chars.isTokenChar(b[i]) || b[i] == ':' || b[i] == '[' || b[i] == ']')) {
            i++;
        }
        return i;
    }
}
