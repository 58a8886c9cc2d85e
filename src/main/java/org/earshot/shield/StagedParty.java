package org.earshot.shield;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/// As much SIP as a rehearsal needs: one socket, requests and answers written by hand.
abstract sealed class StagedParty permits StagedAsterisk, StagedCarrier {

    private static final String SDP =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            b=AS:84
            t=0 0
            m=audio 40000 RTP/AVP 8 0 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=rtcp:40001
            a=ssrc:1234 cname:stage
            a=ptime:20
            a=maxptime:60
            a=sendrecv
            """
                    .replace("\n", "\r\n");

    /// What telephones, carriers and Asterisk add to their messages: branches the compiler has
    /// never seen taken are left out, and the first real message would have everything compiled
    /// again.
    private static final String[] ADDED = {
        "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, PRACK, INFO\r\nSupported: timer, 100rel\r\nUser-Agent: stage\r\n",
        "P-Asserted-Identity: \"Stage\" <sip:+12025550100@127.0.0.1>\r\nPrivacy: none\r\nSession-Expires: 1800;refresher=uac\r\nMin-SE: 90\r\nAllow: INVITE,ACK,BYE\r\n",
        "Privacy: id\r\nP-Asserted-Identity: <tel:+12025550101>\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\nAccept: application/sdp\r\n",
        "P-Charging-Vector: icid-value=stage\r\nX-Stage: 1\r\nHistory-Info: <sip:1000@127.0.0.1>;index=1\r\nServer: stage\r\nReason: Q.850;cause=16\r\n",
        ""
    };

    private final DatagramSocket socket;
    private final InetSocketAddress shield;
    private final DatagramPacket received = new DatagramPacket(new byte[16_384], 16_384);
    private int branches;

    StagedParty(DatagramSocket socket, InetSocketAddress shield) {
        this.socket = socket;
        this.shield = shield;
    }

    final String here() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    final String there() {
        return "127.0.0.1:" + shield.getPort();
    }

    final String receive(int patienceMillis) throws IOException {
        socket.setSoTimeout(patienceMillis);
        received.setLength(16_384);
        socket.receive(received);
        return new String(received.getData(), 0, received.getLength(), ISO_8859_1);
    }

    final void send(String message) throws IOException {
        byte[] bytes = message.getBytes(ISO_8859_1);
        socket.send(new DatagramPacket(bytes, bytes.length, shield));
    }

    /// @param more further header fields, each with its line end
    final String request(
            String method,
            String uri,
            String from,
            String to,
            String call,
            String cseq,
            String more) {
        return "%s %s SIP/2.0\r\nVia: SIP/2.0/UDP %s;branch=z9hG4bK%s;rport\r\nMax-Forwards: 70\r\nFrom: %s\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %s %s\r\n"
                        .formatted(
                                method,
                                uri,
                                here(),
                                branch(call, cseq, method),
                                from,
                                to,
                                call,
                                cseq,
                                method)
                + more
                + added(call)
                + (method.equals("INVITE")
                        ? contact("stage") + body()
                        : "Content-Length: 0\r\n\r\n");
    }

    /// A CANCEL has its INVITE's branch, everything else one of its own.
    private String branch(String call, String cseq, String method) {
        boolean first = method.equals("INVITE") || method.equals("CANCEL");
        return "w" + Integer.toHexString(call.hashCode()) + cseq + (first ? "" : "x" + branches++);
    }

    /// @param tag added to To where there is none
    final String answer(String request, String status, String tag) {
        String to = field(request, "To");
        boolean withBody = status.startsWith("200") && request.startsWith("INVITE");
        return "SIP/2.0 "
                + status
                + "\r\n"
                + lines(request, "Via")
                + lines(request, "Record-Route")
                + "From: "
                + field(request, "From")
                + "\r\nTo: "
                + (to.contains(";tag=") ? to : to + ";tag=" + tag)
                + "\r\nCall-ID: "
                + field(request, "Call-ID")
                + "\r\nCSeq: "
                + field(request, "CSeq")
                + "\r\n"
                + added(status + field(request, "Call-ID"))
                + (withBody ? contact("stage") + body() : "Content-Length: 0\r\n\r\n");
    }

    private static String added(String call) {
        return ADDED[Math.floorMod(call.hashCode(), ADDED.length)];
    }

    final String contact(String user) {
        return "Contact: <sip:" + user + "@" + here() + ">\r\n";
    }

    private static String body() {
        return "Content-Type: application/sdp\r\nContent-Length: "
                + SDP.length()
                + "\r\n\r\n"
                + SDP;
    }

    /// The first value of a header field, or nothing.
    static String field(String message, String name) {
        int at = message.indexOf("\r\n" + name + ": ");
        if (at < 0) {
            return "";
        }
        int from = at + name.length() + 4;
        return message.substring(from, message.indexOf("\r\n", from));
    }

    /// All lines of a header field.
    static String lines(String message, String name) {
        var lines = new StringBuilder();
        for (int at = message.indexOf("\r\n" + name + ": ");
                at >= 0;
                at = message.indexOf("\r\n" + name + ": ", at + 2)) {
            lines.append(message, at + 2, message.indexOf("\r\n", at + 2) + 2);
        }
        return lines.toString();
    }

    static String uriIn(String value) {
        return value.substring(value.indexOf('<') + 1, Math.max(value.indexOf('>'), 1));
    }

    /// The route set of whoever sent the INVITE that this answers (RFC 3261 §12.1.2).
    static String routes(String answer) {
        return lines(answer, "Record-Route").replace("Record-Route: ", "Route: ");
    }
}
