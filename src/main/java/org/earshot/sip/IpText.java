package org.earshot.sip;

/// Whether some bytes are the text of an IP address; never a name.
public final class IpText {

    private static final int MOST_GROUPS = 8;

    private IpText() {}

    public static boolean isIpv4(byte[] b, int from, int to) {
        int at = from;
        for (int part = 0; part < 4; part++) {
            int dot = part == 3 ? to : Chars.indexOf(b, at, to, '.');
            long value = dot < 0 ? -1 : Chars.number(b, at, dot, 3);
            if (value < 0 || value > 255) {
                return false;
            }
            at = dot + 1;
        }
        return true;
    }

    /// [RFC 5954](https://www.rfc-editor.org/rfc/rfc5954): at most one `::`, at most eight groups
    /// of at most four digits, an IPv4 address in place of the last two.
    public static boolean isIpv6(byte[] b, int from, int to) {
        int groups = 0;
        boolean shortened = false;
        int at = from;
        if (startsWithPair(b, at, to)) {
            shortened = true;
            at += 2;
        }
        while (at < to) {
            int end = at;
            while (end < to && Character.digit(b[end], 16) >= 0) {
                end++;
            }
            if (end < to && b[end] == '.') {
                groups += 2;
                return isIpv4(b, at, to) && fits(groups, shortened);
            }
            if (end == at || end - at > 4) {
                return false;
            }
            groups++;
            at = end;
            if (at == to) {
                break;
            }
            if (startsWithPair(b, at, to)) {
                if (shortened) {
                    return false;
                }
                shortened = true;
                at += 2;
            } else if (b[at] != ':' || ++at == to) {
                return false;
            }
        }
        return fits(groups, shortened);
    }

    private static boolean startsWithPair(byte[] b, int at, int to) {
        return at + 1 < to && b[at] == ':' && b[at + 1] == ':';
    }

    private static boolean fits(int groups, boolean shortened) {
        return shortened ? groups < MOST_GROUPS : groups == MOST_GROUPS;
    }
}
