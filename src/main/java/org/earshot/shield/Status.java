package org.earshot.shield;

import java.util.Map;
import org.earshot.sip.SipWriter;

/// Status codes and our own words for them: a reason phrase is free text, and does not pass.
final class Status {

    private static final byte[][] LINES = new byte[700][];
    private static final Map<Integer, String> PHRASES =
            Map.ofEntries(
                    Map.entry(100, "Trying"),
                    Map.entry(180, "Ringing"),
                    Map.entry(181, "Call Is Being Forwarded"),
                    Map.entry(182, "Queued"),
                    Map.entry(183, "Session Progress"),
                    Map.entry(200, "OK"),
                    Map.entry(202, "Accepted"),
                    Map.entry(400, "Bad Request"),
                    Map.entry(403, "Forbidden"),
                    Map.entry(404, "Not Found"),
                    Map.entry(405, "Method Not Allowed"),
                    Map.entry(406, "Not Acceptable"),
                    Map.entry(408, "Request Timeout"),
                    Map.entry(410, "Gone"),
                    Map.entry(413, "Request Entity Too Large"),
                    Map.entry(415, "Unsupported Media Type"),
                    Map.entry(416, "Unsupported URI Scheme"),
                    Map.entry(420, "Bad Extension"),
                    Map.entry(422, "Session Interval Too Small"),
                    Map.entry(480, "Temporarily Unavailable"),
                    Map.entry(481, "Call/Transaction Does Not Exist"),
                    Map.entry(482, "Loop Detected"),
                    Map.entry(483, "Too Many Hops"),
                    Map.entry(484, "Address Incomplete"),
                    Map.entry(486, "Busy Here"),
                    Map.entry(487, "Request Terminated"),
                    Map.entry(488, "Not Acceptable Here"),
                    Map.entry(491, "Request Pending"),
                    Map.entry(500, "Server Internal Error"),
                    Map.entry(501, "Not Implemented"),
                    Map.entry(502, "Bad Gateway"),
                    Map.entry(503, "Service Unavailable"),
                    Map.entry(504, "Server Time-out"),
                    Map.entry(505, "Version Not Supported"),
                    Map.entry(513, "Message Too Large"),
                    Map.entry(600, "Busy Everywhere"),
                    Map.entry(603, "Decline"),
                    Map.entry(604, "Does Not Exist Anywhere"),
                    Map.entry(606, "Not Acceptable"));
    private static final String[] CLASSES = {
        "", "Progress", "OK", "", "Failure", "Failure", "Failure"
    };

    static {
        for (int code = 100; code < LINES.length; code++) {
            String phrase = PHRASES.getOrDefault(code, CLASSES[code / 100]);
            LINES[code] = SipWriter.ascii("SIP/2.0 %d %s\r\n".formatted(code, phrase));
        }
    }

    private Status() {}

    static void line(int status, SipWriter out) {
        out.put(LINES[status]);
    }

    /// What the other side is told. A redirection is never followed and its targets never shown:
    /// both would hand addresses across ([RFC 3261, section
    /// 21.3](https://www.rfc-editor.org/rfc/rfc3261#section-21.3)). A challenge cannot be met, for
    /// credentials do not pass either.
    static int passedOn(int status) {
        if (status >= 300 && status < 400) {
            return 480;
        }
        return status == 401 || status == 407 ? 403 : status;
    }
}
