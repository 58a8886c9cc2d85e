package org.earshot.caller;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.earshot.caller.SipMessage.Header;
import org.jspecify.annotations.Nullable;

/// The telephone at the other end: real sockets, and as contrary as a test wants it. Echoes audio.
final class CalledSide implements AutoCloseable {

    static final String TAG = "called";

    private final DatagramSocket sip;
    private final DatagramSocket audio;
    private final BlockingQueue<SipMessage> received = new LinkedBlockingQueue<>();
    final BlockingQueue<RtpPacket> packets = new LinkedBlockingQueue<>();
    private volatile int answer = 200;
    private final AtomicInteger toIgnore = new AtomicInteger();
    private volatile @Nullable SipMessage invite;
    private volatile @Nullable SocketAddress caller;

    CalledSide() throws IOException {
        sip = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        audio = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().start(() -> serve(sip, this::signalled));
        Thread.ofPlatform().daemon().start(() -> serve(audio, this::spoken));
    }

    CallerSettings settings() {
        return new CallerSettings(address(), InetAddress.getLoopbackAddress());
    }

    InetSocketAddress address() {
        return (InetSocketAddress) sip.getLocalSocketAddress();
    }

    CalledSide answering(int status) {
        answer = status;
        return this;
    }

    /// Loses the next messages, as a network would.
    CalledSide ignoring(int messages) {
        toIgnore.set(messages);
        return this;
    }

    /// The next request of that method.
    SipMessage next(String method) throws InterruptedException {
        return next(message -> !message.isResponse() && message.method().equals(method));
    }

    /// The next response to a request of that method.
    SipMessage nextResponse(String method) throws InterruptedException {
        return next(message -> message.isResponse() && message.method().equals(method));
    }

    private SipMessage next(Predicate<SipMessage> wanted) throws InterruptedException {
        while (true) {
            SipMessage message = received.poll(5, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("the caller did not send it");
            }
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    private interface Handler {
        void accept(DatagramPacket packet) throws IOException;
    }

    private static void serve(DatagramSocket socket, Handler handler) {
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            try {
                socket.receive(packet);
                handler.accept(packet);
            } catch (SocketException e) {
                return; // closed
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void signalled(DatagramPacket packet) throws IOException {
        SipMessage message = SipParser.parse(packet.getData(), packet.getLength());
        received.add(message);
        if (toIgnore.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return;
        }
        caller = packet.getSocketAddress();
        if (message.isResponse()) {
            return;
        }
        switch (message.method()) {
            case "INVITE" -> {
                invite = message;
                sendAnswer();
            }
            case "CANCEL" -> {
                send(message.response(200, "OK", TAG, List.of(), ""));
                answer = 487;
                sendAnswer();
            }
            case "BYE" -> send(message.response(200, "OK", TAG, List.of(), ""));
            default -> {}
        }
    }

    /// Answers the INVITE, perhaps not for the first time.
    void sendAnswer() throws IOException {
        SipMessage asked = invite;
        if (asked == null) {
            throw new AssertionError("nobody called");
        }
        List<Header> headers =
                List.of(
                        new Header("Record-Route", "<sip:proxy.invalid;lr>"),
                        new Header("Contact", "<sip:desk@127.0.0.1:" + sip.getLocalPort() + ">"));
        String body = answer == 200 ? sdp() : "";
        send(asked.response(answer, "Whatever", TAG, headers, body));
    }

    private String sdp() {
        return Sdp.ours((InetSocketAddress) audio.getLocalSocketAddress(), 1);
    }

    /// Sends a request inside the call.
    void request(String method, String body) throws IOException {
        SipMessage asked = invite;
        if (asked == null) {
            throw new AssertionError("nobody called");
        }
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Via", "SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK" + method));
        headers.add(new Header("From", asked.first("To") + ";tag=" + TAG));
        headers.add(new Header("To", asked.first("From")));
        headers.add(new Header("Call-ID", asked.first("Call-ID")));
        headers.add(new Header("CSeq", "1 " + method));
        send(SipMessage.request(method, "sip:caller@127.0.0.1", headers, body));
    }

    void send(SipMessage message) throws IOException {
        sendRaw(message.encode());
    }

    void sendRaw(String text) throws IOException {
        sendRaw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void sendRaw(byte[] bytes) throws IOException {
        SocketAddress to = caller;
        if (to == null) {
            throw new AssertionError("nobody called");
        }
        sip.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private void spoken(DatagramPacket packet) throws IOException {
        RtpPacket.parse(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()))
                .ifPresent(packets::add);
        audio.send(packet); // back to where it came from
    }

    @Override
    public void close() {
        sip.close();
        audio.close();
    }
}
