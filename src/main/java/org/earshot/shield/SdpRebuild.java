package org.earshot.shield;

import org.earshot.sip.Chars;
import org.earshot.sip.IpText;
import org.earshot.sip.SipWriter;

/// Composes a session description anew, line by line ([RFC
/// 8866](https://www.rfc-editor.org/rfc/rfc8866)). Media addresses and ports stay byte for byte,
/// for the sound does not pass the shield. Who made it (`o=`), what it is called (`s=`), and how to
/// reach somebody (`i=`, `u=`, `e=`, `p=`) do not pass; of attributes those of [SdpAttributes].
final class SdpRebuild {

    private static final int MOST_LINES = 200;
    private static final byte[] VERSION = SipWriter.ascii("v=0\r\n");
    private static final byte[] ORIGIN = SipWriter.ascii("o=- ");
    private static final byte[] NAME = SipWriter.ascii("s=-\r\n");
    private static final byte[] TIME = SipWriter.ascii("t=0 0\r\n");
    private static final String[] MEDIA = {"audio", "video", "image", "application", "text"};
    private static final String[] TRANSPORTS = {
        "rtp/avp",
        "rtp/savp",
        "rtp/avpf",
        "rtp/savpf",
        "udp/tls/rtp/savp",
        "udp/tls/rtp/savpf",
        "udptl",
        "tcp"
    };
    private static final int ORIGIN_FIELDS = 6;
    private static final int MOST_FORMATS = 40;

    private final Capsules capsules;
    private final byte[] mac = new byte[16];
    private final int[] starts = new int[MOST_FORMATS + 4];
    private final int[] ends = new int[MOST_FORMATS + 4];

    SdpRebuild(Capsules capsules) {
        this.capsules = capsules;
    }

    /// @return false when this is no session description that can be passed on whole; what was
    ///   written by then must be taken back
    boolean write(byte[] b, int from, int to, SipWriter out) {
        int lines = 0;
        int at = from;
        boolean version = false;
        boolean media = false;
        while (at < to) {
            int end = Chars.indexOf(b, at, to, '\n');
            end = end < 0 ? to : end;
            int lineEnd = end > at && b[end - 1] == '\r' ? end - 1 : end;
            if (++lines > MOST_LINES
                    || lineEnd - at < 2
                    || b[at + 1] != '='
                    || !isClean(b, at, lineEnd)) {
                return false;
            }
            version |= b[at] == 'v';
            media |= b[at] == 'm';
            if (lines == 1 && !version || !line(b, at, lineEnd, out)) {
                return false;
            }
            at = end + 1;
        }
        return version && media;
    }

    private static boolean isClean(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] >= 0 && b[i] < ' ' && b[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private boolean line(byte[] b, int from, int to, SipWriter out) {
        switch (b[from]) {
            case 'v' -> {
                out.put(VERSION);
                return to - from == 3 && b[from + 2] == '0';
            }
            case 'o' -> {
                return origin(b, from + 2, to, out);
            }
            case 's' -> out.put(NAME);
            case 't' -> out.put(TIME);
            case 'c' -> {
                return connection(b, from, to, out);
            }
            case 'b' -> bandwidth(b, from, to, out);
            case 'm' -> {
                return media(b, from, to, out);
            }
            case 'a' -> SdpAttributes.write(b, from + 2, to, out);
            default -> {
                // i=, u=, e=, p=, k=, r=, z= and what is not known: nothing of them passes.
            }
        }
        return true;
    }

    /// Splits at single blanks into [#starts] and [#ends].
    private int words(byte[] b, int from, int to) {
        int count = 0;
        int at = from;
        while (at < to && count < starts.length) {
            int end = Chars.indexOf(b, at, to, ' ');
            end = end < 0 ? to : end;
            starts[count] = at;
            ends[count++] = end;
            at = end + 1;
        }
        return at < to ? -1 : count;
    }

    /// The identifier becomes a keyed hash; the version is shifted by as secret an amount, so that
    /// it still counts up: long numbers of a stranger's choice are where numbers hide.
    private boolean origin(byte[] b, int from, int to, SipWriter out) {
        if (words(b, from, to) != ORIGIN_FIELDS) {
            return false;
        }
        long version = Chars.number(b, starts[2], ends[2], 19);
        boolean whole =
                Chars.number(b, starts[1], ends[1], 19) >= 0
                        && version >= 0
                        && isAddress(b, starts[3], ends[3], starts[4], ends[4], starts[5], ends[5]);
        if (!whole) {
            return false;
        }
        capsules.mac(Purpose.SESSION, b, starts[1], ends[1], mac);
        long shift = number(8) >>> 34;
        out.put(ORIGIN).number(number(0) >>> 24).put(' ');
        out.number(version + shift & 0x3F_FFFF_FFFFL).put(' ');
        out.put(b, starts[3], to).line();
        return true;
    }

    private long number(int from) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | mac[from + i] & 0xFF;
        }
        return value;
    }

    private boolean connection(byte[] b, int from, int to, SipWriter out) {
        if (words(b, from + 2, to) != 3) {
            return false;
        }
        out.put(b, from, to).line();
        return isAddress(b, starts[0], ends[0], starts[1], ends[1], starts[2], ends[2]);
    }

    /// `IN IP4 192.0.2.1`: an address, no name.
    private static boolean isAddress(
            byte[] b, int net, int netEnd, int type, int typeEnd, int address, int end) {
        if (!Chars.equal(b, net, netEnd, "in") || end - address > 45 || end <= address) {
            return false;
        }
        boolean six = Chars.equal(b, type, typeEnd, "ip6");
        if (!six && !Chars.equal(b, type, typeEnd, "ip4")) {
            return false;
        }
        return six ? IpText.isIpv6(b, address, end) : IpText.isIpv4(b, address, end);
    }

    private static void bandwidth(byte[] b, int from, int to, SipWriter out) {
        int colon = Chars.indexOf(b, from, to, ':');
        if (colon < 0 || Chars.number(b, colon + 1, to, 6) < 0) {
            return;
        }
        for (String kind : new String[] {"as", "tias", "rs", "rr", "ct"}) {
            if (Chars.equal(b, from + 2, colon, kind)) {
                out.put(b, from, to).line();
                return;
            }
        }
    }

    /// `m=audio 49170 RTP/AVP 0 8`. A line left out would shift all those behind it, so a kind that
    /// is not known refuses the whole.
    private boolean media(byte[] b, int from, int to, SipWriter out) {
        int count = words(b, from + 2, to);
        if (count < 4 || count > MOST_FORMATS + 3) {
            return false;
        }
        boolean known =
                oneOf(b, starts[0], ends[0], MEDIA) && oneOf(b, starts[2], ends[2], TRANSPORTS);
        long port = Chars.number(b, starts[1], ends[1], 5);
        if (!known || port < 0 || port > 65535) {
            return false;
        }
        for (int i = 3; i < count; i++) {
            boolean payload = Chars.number(b, starts[i], ends[i], 3) >= 0;
            if (!payload
                    && !Chars.equal(b, starts[i], ends[i], "t38")
                    && ends[i] - starts[i] != 1) {
                return false;
            }
        }
        out.put(b, from, to).line();
        return true;
    }

    private static boolean oneOf(byte[] b, int from, int to, String[] words) {
        for (String word : words) {
            if (Chars.equal(b, from, to, word)) {
                return true;
            }
        }
        return false;
    }
}
