package org.earshot.app;

import java.nio.charset.StandardCharsets;

/// The messages of both ends of a generated call. The caller's side is a carrier's gateway: it
/// names the number in four header fields. The number of the call is carried by the media address,
/// which everything under test must hand on.
final class LoadWriter {

    /// What must not be seen on the called side: China Mobile, and as many digits more as make
    /// every call another caller's. Without these, chance would put it into a CSeq now and then.
    static final byte[] NUMBER = "8613800".getBytes(StandardCharsets.US_ASCII);

    static final int DIGITS_OF_A_CALL = 6;

    /// And whom the call came by.
    static final byte[] CARRIER = "carrier.example".getBytes(StandardCharsets.US_ASCII);

    private static final int SIX_DIGITS = 1_000_000;

    private final LoadEnds ends;
    private final long run;

    LoadWriter(LoadEnds ends, long run) {
        this.ends = ends;
        this.run = run;
    }

    void invite(LoadText out, int call) {
        int bodyLength = offer(out.clear(), call).length();
        out.clear().add("INVITE sip:12345@").add(ends.outerText()).add(" SIP/2.0\r\n");
        via(out, 'i', call);
        from(out, call).add("To: <sip:12345@").add(ends.outerText()).add(">\r\n");
        callId(out, call).add("CSeq: 1 INVITE\r\n");
        contact(out, call);
        out.add("P-Asserted-Identity: \"");
        number(out, call).add("\" <sip:");
        number(out, call).add("@carrier.example>\r\nRemote-Party-ID: <sip:");
        number(out, call)
                .add("@carrier.example>;party=calling\r\nPrivacy: none\r\n")
                .add("Max-Forwards: 70\r\n")
                .add("Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK\r\n")
                .add("Supported: timer, 100rel\r\nSession-Expires: 1800\r\n")
                .add("User-Agent: carrier-gw/1.0\r\nContent-Type: application/sdp\r\n")
                .add("Content-Length: ")
                .add(bodyLength)
                .add("\r\n\r\n");
        offer(out, call);
    }

    /// To a refusal; the transaction is the INVITE's (RFC 3261, 17.1.1.3).
    void acknowledgeRefusal(LoadText out, int call, byte[] to) {
        out.clear().add("ACK sip:12345@").add(ends.outerText()).add(" SIP/2.0\r\n");
        via(out, 'i', call);
        from(out, call).add("To: ").add(to).add("\r\n");
        callId(out, call).add("CSeq: 1 ACK\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
    }

    void inDialog(LoadText out, String method, int cseq, int number, LoadCall call) {
        out.clear().add(method).add(" ").add(call.target).add(" SIP/2.0\r\n");
        via(out, (char) (method.charAt(0) | 0x20), number);
        out.add(call.routes);
        from(out, number).add("To: ").add(call.to).add("\r\n");
        callId(out, number).add("CSeq: ").add(cseq).add(" ").add(method).add("\r\n");
        contact(out, number);
        out.add("Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n");
    }

    void ringing(LoadText out, LoadText invite, int call) {
        answer(out.clear().add("SIP/2.0 180 Ringing\r\n"), invite, call)
                .add("Content-Length: 0\r\n\r\n");
    }

    void answer(LoadText out, LoadText invite, int call, byte[] body) {
        answer(out.clear().add("SIP/2.0 200 OK\r\n"), invite, call)
                .add("Allow: INVITE, ACK, CANCEL, BYE, OPTIONS\r\n")
                .add("Content-Type: application/sdp\r\nContent-Length: ")
                .add(body.length)
                .add("\r\n\r\n")
                .add(body);
    }

    byte[] answerBody() {
        String lines =
                """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio 7000 RTP/AVP 8 101
                a=rtpmap:8 PCMA/8000
                a=rtpmap:101 telephone-event/8000
                a=ptime:20
                a=sendrecv
                """;
        return lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    void done(LoadText out, LoadText bye) {
        out.clear()
                .add("SIP/2.0 200 OK\r\n")
                .copy(bye, "Via")
                .copy(bye, "From")
                .copy(bye, "To")
                .copy(bye, "Call-ID")
                .copy(bye, "CSeq")
                .add("Content-Length: 0\r\n\r\n");
    }

    private LoadText answer(LoadText out, LoadText invite, int call) {
        return out.copy(invite, "Via")
                .copy(invite, "Record-Route")
                .copy(invite, "From")
                .add("To: ")
                .add(invite.value("To"))
                .add(";tag=u")
                .add(call)
                .add("\r\n")
                .copy(invite, "Call-ID")
                .copy(invite, "CSeq")
                .add("Contact: <sip:agent@")
                .add(ends.calledText())
                .add(">\r\n");
    }

    private LoadText offer(LoadText out, int call) {
        return out.add("v=0\r\no=- 1 1 IN IP4 127.0.10.20\r\ns=-\r\nc=IN IP4 10.")
                .add(call >> 16)
                .add(".")
                .add((call >> 8) & 255)
                .add(".")
                .add(call & 255)
                .add("\r\nt=0 0\r\nm=audio 6000 RTP/AVP 8 0 101\r\n")
                .add("a=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n")
                .add("a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n")
                .add("a=ptime:20\r\na=sendrecv\r\n");
    }

    private LoadText via(LoadText out, char kind, int call) {
        return out.add("Via: SIP/2.0/UDP ")
                .add(ends.callerText())
                .add(";rport;branch=z9hG4bK-")
                .add(String.valueOf(kind))
                .add(run)
                .add("-")
                .add(call)
                .add("\r\n");
    }

    private LoadText from(LoadText out, int call) {
        number(out.add("From: \""), call);
        return number(out.add("\" <sip:"), call)
                .add("@carrier.example>;tag=c")
                .add(call)
                .add("\r\n");
    }

    private LoadText callId(LoadText out, int call) {
        return out.add("Call-ID: call").add(call).add("-").add(run).add("@127.0.10.20\r\n");
    }

    private LoadText contact(LoadText out, int call) {
        return number(out.add("Contact: <sip:"), call).add("@").add(ends.callerText()).add(">\r\n");
    }

    private static LoadText number(LoadText out, int call) {
        out.add("+").add(NUMBER);
        for (int scale = SIX_DIGITS / 10; scale > 0; scale /= 10) {
            out.add(call / scale % 10);
        }
        return out;
    }
}
