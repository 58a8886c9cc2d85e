package org.earshot.caller;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A SIP request or response as text: a start line, headers in order, a body ([RFC 3261, section
/// 7](https://www.rfc-editor.org/rfc/rfc3261#section-7)).
record SipMessage(String startLine, List<Header> headers, String body) {

    static final String VERSION = "SIP/2.0";

    private static final Pattern TAG = Pattern.compile(";\\s*tag=([^;\\s>]+)");
    private static final Pattern IN_ANGLES = Pattern.compile("<([^>]*)>");

    /// One entry of a route: perhaps a name, an address in angle brackets, perhaps parameters.
    private static final Pattern ROUTE = Pattern.compile("(?:\"[^\"]*\" *)?<[^>]*>[^,]*");

    /// One header field; the name is kept in its long form.
    record Header(String name, String value) {}

    SipMessage {
        headers = List.copyOf(headers);
    }

    static SipMessage request(String method, String uri, List<Header> headers, String body) {
        return new SipMessage("%s %s %s".formatted(method, uri, VERSION), headers, body);
    }

    boolean isResponse() {
        return startLine.startsWith(VERSION + " ");
    }

    /// The status of a response.
    int status() {
        return Integer.parseInt(startLine.substring(8, 11));
    }

    /// The method of a request, or of the request that this response answers.
    String method() {
        String line = isResponse() ? first("CSeq") : startLine;
        return isResponse()
                ? line.substring(line.lastIndexOf(' ') + 1)
                : line.substring(0, line.indexOf(' '));
    }

    /// The number in CSeq.
    String sequence() {
        String value = first("CSeq");
        return value.substring(0, Math.max(0, value.indexOf(' ')));
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name.equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /// The first header of that name, or an empty text.
    String first(String name) {
        return header(name).orElse("");
    }

    List<Header> all(String name) {
        return headers.stream().filter(header -> header.name.equalsIgnoreCase(name)).toList();
    }

    /// The tag of a From or To header.
    Optional<String> tag(String name) {
        Matcher found = TAG.matcher(first(name));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /// The address between angle brackets in a Contact, or the whole value.
    static String address(String value) {
        Matcher found = IN_ANGLES.matcher(value);
        return found.find() ? found.group(1) : value.replaceFirst(";.*", "").strip();
    }

    /// The Record-Route entries in the order a caller uses them: reversed ([section
    /// 12.1.2](https://www.rfc-editor.org/rfc/rfc3261#section-12.1.2)).
    List<String> routeSet() {
        List<String> routes = new ArrayList<>();
        for (Header header : all("Record-Route")) {
            ROUTE.matcher(header.value).results().map(MatchResult::group).forEach(routes::add);
        }
        return routes.reversed();
    }

    /// A response to this request, with what [section
    /// 8.2.6.2](https://www.rfc-editor.org/rfc/rfc3261#section-8.2.6.2) copies from it.
    SipMessage response(int status, String reason, String ourTag, List<Header> more, String text) {
        List<Header> copied = new ArrayList<>(all("Via"));
        copied.add(new Header("From", first("From")));
        String to = first("To");
        copied.add(new Header("To", tag("To").isPresent() ? to : to + ";tag=" + ourTag));
        copied.add(new Header("Call-ID", first("Call-ID")));
        copied.add(new Header("CSeq", first("CSeq")));
        copied.addAll(more);
        return new SipMessage("%s %d %s".formatted(VERSION, status, reason), copied, text);
    }

    byte[] encode() {
        String lines =
                headers.stream()
                        .map(header -> header.name + ": " + header.value + "\r\n")
                        .collect(Collectors.joining());
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        String head =
                startLine + "\r\n" + lines + "Content-Length: " + bytes.length + "\r\n\r\n" + body;
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }
}
