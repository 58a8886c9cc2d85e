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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.earshot.audio.G711;
import org.earshot.audio.Sound;
import org.earshot.audio.Tone;
import org.earshot.caller.SipMessage.Header;
import org.jspecify.annotations.Nullable;

/// Everybody who can be called: the shield's inner side and all telephones behind it. Each user
/// name does what was agreed (by default: rings, then answers), hears what comes and echoes it.
/// Every datagram is kept, so that a test can look for what must not be there.
public final class CalledParty implements AutoCloseable {

    /// What a user does when called.
    public enum Manner {
        ANSWERS,
        IS_BUSY,
        LETS_IT_RING
    }

    /// A call as it arrived.
    ///
    /// @param user who was dialled
    /// @param display the From header's user
    public record Rung(String callId, String user, String display) {}

    /// A short message as it arrived.
    ///
    /// @param to whom it was sent to
    /// @param from the From header's user
    /// @param headers all that came with it
    public record Texted(String to, String from, String text, String headers) {}

    private final DatagramSocket sip;
    private final DatagramSocket audio;
    private final Map<String, Manner> manners = new ConcurrentHashMap<>();
    private final Map<String, SipMessage> invites = new ConcurrentHashMap<>(); // by Call-ID
    private final BlockingQueue<Rung> rung = new LinkedBlockingQueue<>();
    private final BlockingQueue<Texted> texts = new LinkedBlockingQueue<>();
    private final Queue<Integer> textAnswers = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<String> datagrams = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<short[]> heard = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<byte[]> received = new ConcurrentLinkedQueue<>();
    private volatile @Nullable SocketAddress pbx;

    public CalledParty() throws IOException {
        sip = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        audio = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name("called-sip").start(() -> serve(sip, this::signalled));
        Thread.ofPlatform().daemon().name("called-rtp").start(() -> serve(audio, this::spoken));
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) sip.getLocalSocketAddress();
    }

    public void agree(String user, Manner manner) {
        manners.put(user, manner);
    }

    /// The next short messages are answered with these, those after them with 200.
    public void answerTexts(Integer... statuses) {
        textAnswers.addAll(List.of(statuses));
    }

    /// The next call that arrives.
    public Rung next() throws InterruptedException {
        Rung next = rung.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody was called");
        }
        return next;
    }

    /// The next short message that arrives.
    public Texted nextText() throws InterruptedException {
        return nextText(10);
    }

    public Texted nextText(int seconds) throws InterruptedException {
        Texted next = texts.poll(seconds, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody was sent a message");
        }
        return next;
    }

    /// Whether nobody has been called or sent a message who was not asked for.
    public boolean isQuiet() {
        return rung.isEmpty() && texts.isEmpty();
    }

    /// Waits until the other side has ended that call, by BYE or CANCEL.
    public void awaitEnd(String callId) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < until) {
            if (callId.equals(ended.poll(1, TimeUnit.SECONDS))) {
                return;
            }
        }
        throw new AssertionError("the call was not ended");
    }

    /// Hangs up.
    public void hangUp(String callId) throws IOException {
        SipMessage asked = invites.get(callId);
        if (asked == null) {
            throw new AssertionError("there is no such call");
        }
        List<Header> headers =
                List.of(
                        new Header("Via", "SIP/2.0/UDP " + here() + ";branch=z9hG4bKbye" + callId),
                        new Header("Max-Forwards", "70"),
                        new Header("From", asked.first("To") + ";tag=called"),
                        new Header("To", asked.first("From")),
                        new Header("Call-ID", callId),
                        new Header("CSeq", "1 BYE"));
        String target = SipMessage.address(asked.first("Contact"));
        send(SipMessage.request("BYE", target, headers, ""));
    }

    /// How loud a tone has been at most in what the called have heard.
    public double loudest(double hz) {
        return heard.stream()
                .mapToDouble(frame -> Tone.level(frame, Sound.TELEPHONE_HZ, hz))
                .max()
                .orElse(0);
    }

    /// All signalling that has arrived, as text.
    public List<String> datagrams() {
        return List.copyOf(datagrams);
    }

    /// Writes every byte that came, signalling and sound, one datagram after the other.
    public void save(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            for (byte[] datagram : received) {
                out.write(datagram);
            }
        }
    }

    private String here() {
        return "127.0.0.1:" + sip.getLocalPort();
    }

    private interface Handler {
        void accept(DatagramPacket packet) throws IOException;
    }

    private void serve(DatagramSocket socket, Handler handler) {
        while (!socket.isClosed()) {
            var packet = new DatagramPacket(new byte[8192], 8192);
            try {
                socket.receive(packet);
                received.add(Arrays.copyOf(packet.getData(), packet.getLength()));
                handler.accept(packet);
            } catch (SocketException closed) {
                return;
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    private void signalled(DatagramPacket packet) throws IOException {
        datagrams.add(
                new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1));
        SipMessage message = SipParser.parse(packet.getData(), packet.getLength());
        pbx = packet.getSocketAddress();
        if (message.isResponse()) {
            return;
        }
        String callId = message.first("Call-ID");
        switch (message.method()) {
            case "INVITE" -> invited(callId, message);
            case "CANCEL" -> {
                send(message.response(200, "OK", "called", List.of(), ""));
                SipMessage asked = invites.get(callId);
                if (asked != null) {
                    send(asked.response(487, "Request Terminated", "called", List.of(), ""));
                }
                ended.add(callId);
            }
            case "BYE" -> {
                send(message.response(200, "OK", "called", List.of(), ""));
                ended.add(callId);
            }
            case "ACK" -> {}
            case "MESSAGE" -> {
                int status = Objects.requireNonNullElse(textAnswers.poll(), 200);
                send(message.response(status, "So", "called", List.of(), ""));
                texts.add(texted(message));
            }
            default -> send(message.response(200, "OK", "called", List.of(), ""));
        }
    }

    private static Texted texted(SipMessage message) {
        byte[] body = message.body().getBytes(StandardCharsets.ISO_8859_1);
        return new Texted(
                user(message.startLine().split(" ", 3)[1]),
                user(SipMessage.address(message.first("From"))),
                new String(body, StandardCharsets.UTF_8),
                message.headers().toString());
    }

    private void invited(String callId, SipMessage invite) throws IOException {
        if (invites.putIfAbsent(callId, invite) == null) {
            rung.add(
                    new Rung(
                            callId,
                            user(invite.startLine().split(" ", 3)[1]),
                            user(SipMessage.address(invite.first("From")))));
        }
        List<Header> contact = List.of(new Header("Contact", "<sip:phone@" + here() + ">"));
        switch (manners.getOrDefault(user(invite.startLine().split(" ", 3)[1]), Manner.ANSWERS)) {
            case IS_BUSY -> send(invite.response(486, "Busy Here", "called", List.of(), ""));
            case LETS_IT_RING -> send(invite.response(180, "Ringing", "called", contact, ""));
            case ANSWERS -> {
                send(invite.response(180, "Ringing", "called", contact, ""));
                var sdp =
                        List.of(contact.getFirst(), new Header("Content-Type", "application/sdp"));
                var media = (InetSocketAddress) audio.getLocalSocketAddress();
                send(invite.response(200, "OK", "called", sdp, Sdp.ours(media, 1)));
            }
        }
    }

    private static String user(String uri) {
        return uri.replaceFirst("^sips?:", "").replaceFirst("@.*", "");
    }

    private void send(SipMessage message) throws IOException {
        byte[] bytes = message.encode();
        SocketAddress to = pbx;
        if (to == null) {
            throw new AssertionError("nobody called");
        }
        sip.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private void spoken(DatagramPacket packet) throws IOException {
        RtpPacket.parse(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()))
                .filter(rtp -> rtp.payloadType() == RtpPacket.PCMA)
                .ifPresent(rtp -> heard.add(G711.decodeALaw(rtp.payload())));
        audio.send(packet); // back to where it came from
    }

    @Override
    public void close() {
        sip.close();
        audio.close();
    }
}
