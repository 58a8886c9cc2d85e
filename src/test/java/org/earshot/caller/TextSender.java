package org.earshot.caller;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.earshot.caller.SipMessage.Header;

/// Sends a short message, once: loopback loses none.
public final class TextSender {

    private static final int PATIENCE_MS = 5_000;

    private TextSender() {}

    /// @return the status of the final answer
    public static int send(InetSocketAddress to, String from, String number, String text)
            throws IOException {
        return send(to, "<sip:" + from + "@shield.invalid>", List.of(), number, text);
    }

    /// @param from the From header without its tag
    /// @param more headers
    public static int send(
            InetSocketAddress to, String from, List<String> more, String number, String text)
            throws IOException {
        try (var socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.setSoTimeout(PATIENCE_MS);
            byte[] request = request(to, socket.getLocalPort(), from, more, number, text);
            socket.send(new DatagramPacket(request, request.length, to));
            return answer(socket);
        }
    }

    private static byte[] request(
            InetSocketAddress to,
            int port,
            String from,
            List<String> more,
            String number,
            String text) {
        String id = UUID.randomUUID().toString();
        String target = "sip:%s@%s:%d".formatted(number, to.getHostString(), to.getPort());
        var headers =
                new ArrayList<>(
                        List.of(
                                new Header(
                                        "Via",
                                        "SIP/2.0/UDP 127.0.0.1:"
                                                + port
                                                + ";rport;branch=z9hG4bK"
                                                + id),
                                new Header("Max-Forwards", "70"),
                                new Header("From", from + ";tag=" + id.substring(0, 8)),
                                new Header("To", "<" + target + ">"),
                                new Header("Call-ID", id),
                                new Header("CSeq", "1 MESSAGE"),
                                new Header("Content-Type", "text/plain;charset=UTF-8")));
        for (String line : more) {
            int colon = line.indexOf(':');
            headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        String body = new String(utf8, StandardCharsets.ISO_8859_1);
        return SipMessage.request("MESSAGE", target, headers, body).encode();
    }

    private static int answer(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[8_192], 8_192);
        while (true) {
            socket.receive(packet);
            SipMessage answer = SipParser.parse(packet.getData(), packet.getLength());
            if (answer.isResponse() && answer.status() >= 200) {
                return answer.status();
            }
        }
    }
}
