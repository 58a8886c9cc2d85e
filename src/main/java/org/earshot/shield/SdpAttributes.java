package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.earshot.sip.Chars;
import org.earshot.sip.IpText;
import org.earshot.sip.SipWriter;

/// The attributes of a session description that pass, each by its own narrow grammar. Left out:
/// names of streams and tools, candidates with further addresses, everything not known.
final class SdpAttributes {

    /// A run of so many digits could be a telephone number; no attribute of sound needs one.
    private static final int SUSPICIOUS_DIGITS = 7;

    private static final int MOST_VALUE = 16;

    private static final int MOST_LABEL = 6;

    private static final Set<String> CODECS =
            Set.of(
                    "pcmu",
                    "pcma",
                    "g722",
                    "g723",
                    "g729",
                    "g729a",
                    "g729b",
                    "g729e",
                    "g7221",
                    "g719",
                    "g726-16",
                    "g726-24",
                    "g726-32",
                    "g726-40",
                    "aal2-g726-32",
                    "gsm",
                    "gsm-efr",
                    "gsm-hr-08",
                    "ilbc",
                    "isac",
                    "speex",
                    "silk",
                    "opus",
                    "amr",
                    "amr-wb",
                    "evs",
                    "evrc",
                    "evrc0",
                    "cn",
                    "l16",
                    "lpc",
                    "dvi4",
                    "qcelp",
                    "red",
                    "telephone-event",
                    "tone",
                    "t140",
                    "h261",
                    "h263",
                    "h263-1998",
                    "h263-2000",
                    "h264",
                    "h265",
                    "vp8",
                    "vp9",
                    "av1",
                    "rtx",
                    "ulpfec",
                    "mp4v-es",
                    "celt",
                    "codec2",
                    "clearmode");

    private static final Set<String> WORDS =
            Set.of(
                    "active",
                    "passive",
                    "actpass",
                    "holdconn",
                    "new",
                    "existing",
                    "transferredtcf",
                    "localtcf",
                    "t38udpredundancy",
                    "t38udpfec",
                    "t38udpnoec");

    private enum Form {
        FLAG,
        SMALL_NUMBER,
        RTP_MAP,
        FORMAT,
        RTCP,
        CRYPTO,
        FINGERPRINT,
        WORD,
        LABEL,
        FEEDBACK
    }

    /// Of the sound and picture formats a trunk carries.
    private static final Set<String> PARAMETERS =
            Set.of(
                    "octet-align",
                    "mode-set",
                    "mode-change-period",
                    "mode-change-capability",
                    "mode-change-neighbor",
                    "crc",
                    "robust-sorting",
                    "interleaving",
                    "max-red",
                    "useinbandfec",
                    "usedtx",
                    "cbr",
                    "stereo",
                    "sprop-stereo",
                    "maxplaybackrate",
                    "sprop-maxcapturerate",
                    "maxaveragebitrate",
                    "minptime",
                    "ptime",
                    "maxptime",
                    "annexa",
                    "annexb",
                    "bitrate",
                    "mode",
                    "br",
                    "bw",
                    "cmr",
                    "dtx",
                    "hf-only",
                    "evs-mode-switch",
                    "ch-aw-recv",
                    "profile-level-id",
                    "packetization-mode",
                    "level-asymmetry-allowed",
                    "apt");

    private static final Map<String, Form> FORMS = new HashMap<>();

    static {
        for (String flag :
                new String[] {
                    "sendrecv",
                    "sendonly",
                    "recvonly",
                    "inactive",
                    "rtcp-mux",
                    "rtcp-rsize",
                    "T38FaxFillBitRemoval",
                    "T38FaxTranscodingMMR",
                    "T38FaxTranscodingJBIG"
                }) {
            FORMS.put(flag, Form.FLAG);
        }
        for (String number :
                new String[] {
                    "ptime",
                    "maxptime",
                    "framerate",
                    "T38FaxVersion",
                    "T38MaxBitRate",
                    "T38FaxMaxBuffer",
                    "T38FaxMaxDatagram",
                    "T38FaxMaxIFP"
                }) {
            FORMS.put(number, Form.SMALL_NUMBER);
        }
        FORMS.put("rtpmap", Form.RTP_MAP);
        FORMS.put("fmtp", Form.FORMAT);
        FORMS.put("rtcp", Form.RTCP);
        FORMS.put("crypto", Form.CRYPTO);
        FORMS.put("fingerprint", Form.FINGERPRINT);
        FORMS.put("rtcp-fb", Form.FEEDBACK);
        for (String word :
                new String[] {
                    "setup", "connection", "mid", "T38FaxRateManagement", "T38FaxUdpEC"
                }) {
            FORMS.put(word, Form.WORD);
        }
    }

    private static final Entry[][] BY_LENGTH = byLength();

    private record Entry(byte[] name, Form form) {}

    private SdpAttributes() {}

    private static Entry[][] byLength() {
        int longest = FORMS.keySet().stream().mapToInt(String::length).max().orElse(0);
        var table = new Entry[longest + 1][];
        for (int i = 0; i <= longest; i++) {
            int length = i;
            table[i] =
                    FORMS.entrySet().stream()
                            .filter(entry -> entry.getKey().length() == length)
                            .map(e -> new Entry(SipWriter.ascii(e.getKey()), e.getValue()))
                            .toArray(Entry[]::new);
        }
        return table;
    }

    /// Writes `a=` and the attribute, or nothing.
    static void write(byte[] b, int from, int to, SipWriter out) {
        int colon = Chars.indexOf(b, from, to, ':');
        int nameEnd = colon < 0 ? to : colon;
        Form form = form(b, from, nameEnd);
        if (form == null) {
            return;
        }
        int value = Math.min(nameEnd + 1, to);
        boolean passes =
                switch (form) {
                    case FLAG -> colon < 0;
                    case SMALL_NUMBER -> Chars.number(b, value, to, 6) >= 0;
                    case RTP_MAP -> isRtpMap(b, value, to);
                    case FORMAT -> isFormat(b, value, to);
                    case RTCP -> isRtcp(b, value, to);
                    case CRYPTO -> SdpCrypto.isCrypto(b, value, to);
                    case FINGERPRINT -> SdpCrypto.isFingerprint(b, value, to);
                    case WORD -> WORDS.contains(lower(b, value, to));
                    case LABEL -> to - value <= MOST_LABEL && Chars.isToken(b, value, to);
                    case FEEDBACK -> isFeedback(b, value, to);
                };
        if (passes) {
            out.put('a').put('=').put(b, from, to).line();
        }
    }

    private static @org.jspecify.annotations.Nullable Form form(byte[] b, int from, int to) {
        if (to - from >= BY_LENGTH.length) {
            return null;
        }
        for (Entry entry : BY_LENGTH[to - from]) {
            if (Arrays.equals(b, from, to, entry.name, 0, entry.name.length)) {
                return entry.form;
            }
        }
        return null;
    }

    /// No run of digits that could be a number.
    static boolean isShort(byte[] b, int from, int to) {
        int run = 0;
        for (int i = from; i < to; i++) {
            run = Chars.isDigit(b[i]) ? run + 1 : 0;
            if (run >= SUSPICIOUS_DIGITS) {
                return false;
            }
        }
        return true;
    }

    private static String lower(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    /// `101 telephone-event/8000/1`.
    private static boolean isRtpMap(byte[] b, int from, int to) {
        int space = Chars.indexOf(b, from, to, ' ');
        if (space < 0 || Chars.number(b, from, space, 3) < 0 || to - space > 40) {
            return false;
        }
        int slash = Chars.indexOf(b, space + 1, to, '/');
        if (slash < 0 || !CODECS.contains(lower(b, space + 1, slash))) {
            return false;
        }
        int second = Chars.indexOf(b, slash + 1, to, '/');
        int clockEnd = second < 0 ? to : second;
        return Chars.number(b, slash + 1, clockEnd, 6) > 0
                && (second < 0 || Chars.number(b, second + 1, to, 2) >= 0);
    }

    /// `101 0-16`, `96 mode-set=0,2;octet-align=1`: short values of known parameters.
    private static boolean isFormat(byte[] b, int from, int to) {
        int space = Chars.indexOf(b, from, to, ' ');
        if (space < 0 || Chars.number(b, from, space, 3) < 0 || !areSmall(b, space + 1, to)) {
            return false;
        }
        int at = Chars.skipBlanks(b, space + 1, to);
        while (at < to) {
            int semicolon = Chars.indexOf(b, at, to, ';');
            int end = semicolon < 0 ? to : semicolon;
            if (!isParameter(b, at, Chars.trimEnd(b, at, end))) {
                return false;
            }
            at = Chars.skipBlanks(b, end + 1, to);
        }
        return true;
    }

    private static boolean isParameter(byte[] b, int from, int to) {
        int equals = Chars.indexOf(b, from, to, '=');
        if (equals < 0) {
            return isEventList(b, from, to);
        }
        return PARAMETERS.contains(lower(b, from, equals))
                && to - equals <= MOST_VALUE
                && !isMixedCase(b, equals, to);
    }

    /// `0-15,66,70` ([RFC 4733, section
    /// 2.4.1](https://www.rfc-editor.org/rfc/rfc4733#section-2.4.1)): events have three digits.
    private static boolean isEventList(byte[] b, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            boolean digit = Chars.isDigit(b[i]);
            digits = digit ? digits + 1 : 0;
            if (digits > 3 || !digit && b[i] != '-' && b[i] != ',') {
                return false;
            }
        }
        return to - from <= MOST_VALUE;
    }

    /// Base64 has both cases; a value of a sound format has not.
    private static boolean isMixedCase(byte[] b, int from, int to) {
        boolean upper = false;
        boolean lower = false;
        for (int i = from; i < to; i++) {
            upper |= b[i] >= 'A' && b[i] <= 'Z';
            lower |= b[i] >= 'a' && b[i] <= 'z';
        }
        return upper && lower;
    }

    /// Letters, digits and few signs, and no number written in groups either.
    private static boolean areSmall(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean sign = b[i] == '-' || b[i] == ',' || b[i] == '=' || b[i] == ';' || b[i] == '.';
            boolean letterOrDigit =
                    Chars.isDigit(b[i]) || b[i] >= 'a' && b[i] <= 'z' || b[i] >= 'A' && b[i] <= 'Z';
            if (!sign && !letterOrDigit && b[i] != ' ' && b[i] != '/' && b[i] != '_') {
                return false;
            }
        }
        return isShort(b, from, to) && !isGrouped(b, from, to);
    }

    /// Groups of two and more digits divided by single signs that come to a number's length.
    private static boolean isGrouped(byte[] b, int from, int to) {
        int digits = 0;
        int group = 0;
        for (int i = from; i < to; i++) {
            if (Chars.isDigit(b[i])) {
                digits++;
                group++;
                continue;
            }
            boolean divides = b[i] == '-' || b[i] == '.' || b[i] == ' ' || b[i] == '/';
            digits = divides && group >= 2 ? digits : 0;
            group = 0;
            if (digits >= SUSPICIOUS_DIGITS) {
                return true;
            }
        }
        return digits >= SUSPICIOUS_DIGITS;
    }

    /// `53020 IN IP4 192.0.2.1`.
    private static boolean isRtcp(byte[] b, int from, int to) {
        int space = Chars.indexOf(b, from, to, ' ');
        long port = Chars.number(b, from, space < 0 ? to : space, 5);
        if (port < 0 || port > 65535 || space < 0) {
            return port >= 0 && port <= 65535;
        }
        if (to - space <= 8) {
            return false;
        }
        return Chars.equal(b, space, space + 8, " in ip4 ") && IpText.isIpv4(b, space + 8, to)
                || Chars.equal(b, space, space + 8, " in ip6 ") && IpText.isIpv6(b, space + 8, to);
    }

    private static boolean isFeedback(byte[] b, int from, int to) {
        int space = Chars.indexOf(b, from, to, ' ');
        if (space < 0 || to - space > 30) {
            return false;
        }
        for (int i = space; i < to; i++) {
            if (b[i] != ' ' && b[i] != '-' && (b[i] < 'a' || b[i] > 'z')) {
                return false;
            }
        }
        return b[from] == '*' || Chars.number(b, from, space, 3) >= 0;
    }
}
