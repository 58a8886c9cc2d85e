package org.earshot.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The header fields this stack understands, with their compact forms ([RFC 3261, section
/// 7.3.3](https://www.rfc-editor.org/rfc/rfc3261#section-7.3.3)). Everything else is [#OTHER], and
/// does not pass.
@SuppressWarnings("ImmutableEnumChecker") // its bytes are never written again
public enum HeaderName {
    VIA("Via", 'v'),
    FROM("From", 'f'),
    TO("To", 't'),
    CALL_ID("Call-ID", 'i'),
    CSEQ("CSeq"),
    CONTACT("Contact", 'm'),
    MAX_FORWARDS("Max-Forwards"),
    ROUTE("Route"),
    RECORD_ROUTE("Record-Route"),
    CONTENT_TYPE("Content-Type", 'c'),
    CONTENT_LENGTH("Content-Length", 'l'),
    CONTENT_ENCODING("Content-Encoding", 'e'),
    SUPPORTED("Supported", 'k'),
    REQUIRE("Require"),
    PROXY_REQUIRE("Proxy-Require"),
    UNSUPPORTED("Unsupported"),
    ALLOW("Allow"),
    SESSION_EXPIRES("Session-Expires", 'x'),
    MIN_SE("Min-SE"),
    EXPIRES("Expires"),
    RSEQ("RSeq"),
    RACK("RAck"),
    RETRY_AFTER("Retry-After"),
    REASON("Reason"),
    PRIVACY("Privacy"),
    P_ASSERTED_IDENTITY("P-Asserted-Identity"),
    IDENTITY("Identity", 'y'),
    OTHER("");

    private static final HeaderName[][] BY_LENGTH = byLength();
    private static final HeaderName[] COMPACT = compactForms();

    private final byte[] lowerCase;
    private final char compact;

    HeaderName(String name) {
        this(name, (char) 0);
    }

    HeaderName(String name, char compact) {
        this.lowerCase = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        this.compact = compact;
    }

    static HeaderName of(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 1) {
            return COMPACT[(bytes[from] | 0x20) & 0x7F];
        }
        if (length >= BY_LENGTH.length) {
            return OTHER;
        }
        for (HeaderName candidate : BY_LENGTH[length]) {
            if (candidate.is(bytes, from)) {
                return candidate;
            }
        }
        return OTHER;
    }

    private boolean is(byte[] bytes, int from) {
        for (int i = 0; i < lowerCase.length; i++) {
            if (Chars.lower(bytes[from + i]) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private static HeaderName[][] byLength() {
        List<HeaderName> known =
                Arrays.stream(values()).filter(name -> name.lowerCase.length > 0).toList();
        int longest = known.stream().mapToInt(name -> name.lowerCase.length).max().orElse(0);
        var table = new HeaderName[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            table[length] =
                    known.stream()
                            .filter(name -> name.lowerCase.length == wanted)
                            .toArray(HeaderName[]::new);
        }
        return table;
    }

    private static HeaderName[] compactForms() {
        var table = new HeaderName[128];
        Arrays.fill(table, OTHER);
        for (HeaderName name : values()) {
            if (name.compact != 0) {
                table[name.compact] = name;
            }
        }
        return table;
    }
}
