package org.earshot.caller;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.earshot.caller.SipMessage.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Telephones that are called, any number of them behind one address: each does what is agreed, and
/// who answers hangs up after a moment. Says nothing and listens to nothing.
public final class Answerer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Answerer.class);

    /// Long enough for a caller to hang up while it rings.
    private static final Duration RINGS = Duration.ofMillis(1_500);

    private static final Duration TALKS = Duration.ofMillis(1_500);
    private static final int LARGEST = 8_192;
    private static final String TAG = "answerer";

    /// What somebody does who is called.
    public enum Manner {
        ANSWERS,
        IS_BUSY,
        LETS_IT_RING,
        /// Nobody can be reached there.
        IS_AWAY
    }

    /// Who does what.
    @FunctionalInterface
    public interface Habit {

        /// @param dialled who is called
        /// @param shown whom the display shows as calling
        Manner of(String dialled, String shown);
    }

    private final Habit habit;
    private final DatagramSocket sip;
    private final DatagramSocket audio;
    private final Map<String, Asked> calls = new ConcurrentHashMap<>(); // by Call-ID
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("answerer").factory());

    private record Asked(SipMessage invite, SocketAddress from) {}

    public Answerer(Habit habit) throws IOException {
        this.habit = habit;
        sip = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        audio = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name("answerer-sip").start(this::serve);
    }

    /// Where its telephones are called.
    public InetSocketAddress address() {
        return (InetSocketAddress) sip.getLocalSocketAddress();
    }

    private void serve() {
        while (!sip.isClosed()) {
            var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
            try {
                sip.receive(packet);
                received(
                        SipParser.parse(packet.getData(), packet.getLength()),
                        packet.getSocketAddress());
            } catch (SocketException closed) {
                return;
            } catch (IOException | RuntimeException broken) {
                LOG.debug("A message was not understood.", broken);
            }
        }
    }

    private void received(SipMessage message, SocketAddress from) {
        if (message.isResponse()) {
            return; // to our BYE
        }
        String call = message.first("Call-ID");
        switch (message.method()) {
            case "INVITE" -> {
                if (calls.putIfAbsent(call, new Asked(message, from)) == null) {
                    asked(call, new Asked(message, from));
                }
            }
            case "ACK" -> {}
            case "CANCEL" -> {
                answer(new Asked(message, from), 200, "OK");
                Asked cancelled = calls.get(call);
                if (cancelled != null) {
                    answer(cancelled, 487, "Request Terminated");
                }
            }
            default -> answer(new Asked(message, from), 200, "OK");
        }
    }

    private void asked(String call, Asked asked) {
        String dialled = user(asked.invite().startLine().split(" ", 3)[1]);
        String shown = user(SipMessage.address(asked.invite().first("From")));
        switch (habit.of(dialled, shown)) {
            case IS_BUSY -> answer(asked, 486, "Busy Here");
            case IS_AWAY -> answer(asked, 404, "Not Found");
            case LETS_IT_RING -> answer(asked, 180, "Ringing");
            case ANSWERS -> {
                answer(asked, 180, "Ringing");
                later(RINGS, () -> pickUp(asked));
                later(RINGS.plus(TALKS), () -> hangUp(call, asked));
            }
        }
    }

    private void later(Duration after, Runnable act) {
        var _ = timer.schedule(act, after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void pickUp(Asked asked) {
        var type = new Header("Content-Type", "application/sdp");
        var media = (InetSocketAddress) audio.getLocalSocketAddress();
        send(
                asked.invite()
                        .response(200, "OK", TAG, List.of(contact(), type), Sdp.ours(media, 1)),
                asked.from());
    }

    private void hangUp(String call, Asked asked) {
        SipMessage invite = asked.invite();
        List<Header> headers =
                List.of(
                        new Header("Via", "SIP/2.0/UDP " + here() + ";branch=z9hG4bKbye" + call),
                        new Header("Max-Forwards", "70"),
                        new Header("From", invite.first("To") + ";tag=" + TAG),
                        new Header("To", invite.first("From")),
                        new Header("Call-ID", call),
                        new Header("CSeq", "1 BYE"));
        String target = SipMessage.address(invite.first("Contact"));
        send(SipMessage.request("BYE", target, headers, ""), asked.from());
    }

    private void answer(Asked asked, int status, String reason) {
        List<Header> headers = status == 180 ? List.of(contact()) : List.of();
        send(asked.invite().response(status, reason, TAG, headers, ""), asked.from());
    }

    private Header contact() {
        return new Header("Contact", "<sip:phone@" + here() + ">");
    }

    private String here() {
        return address().getAddress().getHostAddress() + ":" + address().getPort();
    }

    private void send(SipMessage message, SocketAddress to) {
        byte[] bytes = message.encode();
        try {
            sip.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException unreachable) {
            LOG.debug("A message could not be sent.", unreachable);
        }
    }

    private static String user(String uri) {
        return uri.replaceFirst("^sips?:", "").replaceFirst("@.*", "");
    }

    @Override
    public void close() {
        timer.shutdownNow();
        sip.close();
        audio.close();
    }
}
