package org.earshot.shield;

/// The messages of an ordinary call, as a carrier and Asterisk write them.
final class SipTexts {

    static final String NUMBER = "+4915112345678";
    static final String SDP =
            Site.lines(
                    "v=0",
                    "o=" + NUMBER + " 2890844526 2890844527 IN IP4 192.0.2.10",
                    "s=call of " + NUMBER,
                    "i=" + NUMBER,
                    "e=x@example.org (" + NUMBER + ")",
                    "c=IN IP4 192.0.2.11",
                    "t=0 0",
                    "m=audio 49172 RTP/AVP 8 0 101",
                    "a=rtpmap:8 PCMA/8000",
                    "a=rtpmap:101 telephone-event/8000",
                    "a=fmtp:101 0-15",
                    "a=ssrc:1234 cname:" + NUMBER,
                    "a=sendrecv");
    static final String INNER_SDP =
            Site.lines(
                    "v=0",
                    "o=- 1734 1734 IN IP4 10.0.0.20",
                    "s=Asterisk",
                    "c=IN IP4 10.0.0.20",
                    "t=0 0",
                    "m=audio 12044 RTP/AVP 8 101",
                    "a=rtpmap:8 PCMA/8000",
                    "a=rtpmap:101 telephone-event/8000",
                    "a=fmtp:101 0-16",
                    "a=ptime:20",
                    "a=maxptime:140",
                    "a=sendrecv");

    private SipTexts() {}

    static String withBody(String head, String body) {
        return body.isEmpty()
                ? head + "Content-Length: 0\r\n\r\n"
                : head
                        + "Content-Type: application/sdp\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
    }

    /// A request of the caller outside.
    static String outerRequest(String method, String uri, int cseq, String to, String more) {
        return Site.lines(
                        method + " " + uri + " SIP/2.0",
                        "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKnash" + method + cseq,
                        "Max-Forwards: 69",
                        "From: \"Erika "
                                + NUMBER
                                + "\" <sip:"
                                + NUMBER
                                + "@carrier.example>;tag=9fxced76sl",
                        "To: " + to,
                        "Call-ID: 3848276298220188511@carrier.example",
                        "CSeq: " + cseq + " " + method)
                + more;
    }

    static String invite() {
        return invite("");
    }

    static String invite(String more) {
        return withBody(
                outerRequest(
                        "INVITE",
                        "sip:116006@198.51.100.1",
                        314159,
                        "<sip:116006@198.51.100.1>",
                        "Contact: <sip:" + NUMBER + "@192.0.2.10:5060>\r\n" + more),
                SDP);
    }

    /// A response of Asterisk to a request it was sent.
    static String respond(
            Site.Sent request, String statusLine, String toTag, String more, String body) {
        var text = new StringBuilder("SIP/2.0 " + statusLine + "\r\n");
        request.headers("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
        request.headers("Record-Route")
                .forEach(route -> text.append("Record-Route: ").append(route).append("\r\n"));
        text.append("From: ").append(request.header("From")).append("\r\n");
        text.append("To: ").append(request.header("To"));
        if (!toTag.isEmpty() && !request.header("To").contains(";tag=")) {
            text.append(";tag=").append(toTag);
        }
        text.append("\r\nCall-ID: ").append(request.header("Call-ID"));
        text.append("\r\nCSeq: ").append(request.header("CSeq")).append("\r\n").append(more);
        return withBody(text.toString(), body);
    }
}
