package org.earshot.texts;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// A short message byte by byte, from a carrier's socket.
final class RawText implements AutoCloseable {

    private static final int PATIENCE_MS = 8_000;

    private final DatagramSocket socket;
    private final InetSocketAddress shield;

    RawText(InetSocketAddress shield) throws IOException {
        this.shield = shield;
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(PATIENCE_MS);
    }

    /// @param more further header fields with their line ends, Content-Type among them
    byte[] request(String number, String mask, String more, byte[] body) {
        return request(number, mask, "", more, body);
    }

    byte[] request(String number, String mask, String toTag, String more, byte[] body) {
        String id = UUID.randomUUID().toString();
        String head =
                """
                MESSAGE sip:%1$s@%2$s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%3$d;rport;branch=z9hG4bK%4$s
                Max-Forwards: 70
                From: <sip:%5$s@carrier.example>;tag=%4$s
                To: <sip:%1$s@%2$s>%6$s
                Call-ID: %4$s
                CSeq: 1 MESSAGE
                %7$sContent-Length: %8$d

                """
                        .formatted(
                                mask,
                                "127.0.0.1:" + shield.getPort(),
                                socket.getLocalPort(),
                                id,
                                number,
                                toTag,
                                more,
                                body.length)
                        .replaceAll("\r?\n", "\r\n");
        byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[bytes.length + body.length];
        System.arraycopy(bytes, 0, all, 0, bytes.length);
        System.arraycopy(body, 0, all, bytes.length, body.length);
        return all;
    }

    String ask(byte[] request) throws IOException {
        socket.send(new DatagramPacket(request, request.length, shield));
        var packet = new DatagramPacket(new byte[8_192], 8_192);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException silence) {
            return "SIP/2.0 000 silence";
        }
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }

    int status(byte[] request) throws IOException {
        return Integer.parseInt(ask(request).substring(8, 11));
    }

    @Override
    public void close() {
        socket.close();
    }
}
