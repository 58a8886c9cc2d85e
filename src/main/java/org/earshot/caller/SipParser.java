package org.earshot.caller;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.earshot.caller.SipMessage.Header;

/// Reads a datagram as a SIP message. Linear in its length, and every limit is checked first.
final class SipParser {

    private static final int MOST_HEADERS = 200;

    private static final Pattern STATUS_LINE = Pattern.compile("SIP/2\\.0 [1-6][0-9]{2}( .*)?");
    private static final Pattern REQUEST_LINE =
            Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+ [^ ]+ SIP/2\\.0");
    private static final Pattern CSEQ = Pattern.compile("[0-9]{1,10} [A-Za-z0-9.!%*_+`'~-]+");

    /// [RFC 3261, section 7.3.3](https://www.rfc-editor.org/rfc/rfc3261#section-7.3.3).
    private static final Map<String, String> COMPACT =
            Map.of(
                    "v",
                    "Via",
                    "f",
                    "From",
                    "t",
                    "To",
                    "i",
                    "Call-ID",
                    "m",
                    "Contact",
                    "l",
                    "Content-Length",
                    "c",
                    "Content-Type",
                    "k",
                    "Supported");

    private SipParser() {}

    static SipMessage parse(byte[] datagram, int length) throws MalformedSip {
        String text = new String(datagram, 0, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new MalformedSip("no empty line ends the headers");
        }
        String[] lines = text.substring(0, end).split("\r\n", MOST_HEADERS + 2);
        if (lines.length > MOST_HEADERS + 1) {
            throw new MalformedSip("more than " + MOST_HEADERS + " headers");
        }
        if (!STATUS_LINE.matcher(lines[0]).matches() && !REQUEST_LINE.matcher(lines[0]).matches()) {
            throw new MalformedSip("the first line is neither a request nor a status");
        }
        SipMessage head = new SipMessage(lines[0], headers(lines), "");
        return checked(
                new SipMessage(lines[0], head.headers(), body(head, text.substring(end + 4))));
    }

    private static List<Header> headers(String[] lines) throws MalformedSip {
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i];
            if (!line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t')) {
                unfold(headers, line);
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new MalformedSip("header line " + i + " has no name");
            }
            String name = line.substring(0, colon).strip();
            headers.add(
                    new Header(
                            COMPACT.getOrDefault(name.toLowerCase(Locale.ROOT), name),
                            line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private static void unfold(List<Header> headers, String line) throws MalformedSip {
        if (headers.isEmpty()) {
            throw new MalformedSip("the first header line is a continuation");
        }
        Header last = headers.removeLast();
        headers.add(new Header(last.name(), last.value() + " " + line.strip()));
    }

    private static String body(SipMessage head, String rest) throws MalformedSip {
        String length = head.header("Content-Length").orElse(String.valueOf(rest.length()));
        if (!length.matches("[0-9]{1,9}") || Integer.parseInt(length) > rest.length()) {
            throw new MalformedSip("Content-Length does not fit the datagram");
        }
        return rest.substring(0, Integer.parseInt(length));
    }

    private static SipMessage checked(SipMessage message) throws MalformedSip {
        for (String mandatory : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            if (message.first(mandatory).isEmpty()) {
                throw new MalformedSip("no " + mandatory + " header");
            }
        }
        if (!CSEQ.matcher(message.first("CSeq")).matches()) {
            throw new MalformedSip("CSeq is not a number and a method");
        }
        return message;
    }
}
