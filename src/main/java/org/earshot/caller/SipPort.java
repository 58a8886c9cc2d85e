package org.earshot.caller;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The UDP socket that the signalling of all calls goes through.
final class SipPort implements AutoCloseable {

    /// Receives what came in; runs on the port's own thread and must not block.
    interface Receiver {
        void received(SipMessage message, SocketAddress from);
    }

    private static final Logger log = LoggerFactory.getLogger(SipPort.class);

    private static final int LARGEST_DATAGRAM = 65535;

    private final DatagramSocket socket;

    SipPort(InetAddress local) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(local, 0));
    }

    void start(Receiver receiver) {
        Thread.ofPlatform().name("caller-sip").daemon().start(() -> run(receiver));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// Sends, or loses the message as a network would: whoever needs an answer repeats it.
    void send(SipMessage message, SocketAddress to) {
        byte[] bytes = message.encode();
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            log.debug("One SIP message could not be sent.", e);
        }
    }

    private void run(Receiver receiver) {
        byte[] buffer = new byte[LARGEST_DATAGRAM];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                if (packet.getLength() > 4) { // shorter ones keep a NAT open (RFC 5626)
                    receiver.received(
                            SipParser.parse(packet.getData(), packet.getLength()),
                            packet.getSocketAddress());
                }
            } catch (MalformedSip e) {
                log.debug("A datagram was dropped: {}.", e.getMessage());
            } catch (IOException e) {
                log.debug("The SIP socket was closed or one datagram could not be read.", e);
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
