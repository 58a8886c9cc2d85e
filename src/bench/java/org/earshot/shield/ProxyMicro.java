package org.earshot.shield;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import org.earshot.crypto.Secret;
import org.earshot.crypto.SivBox;
import org.earshot.sip.Hop;
import org.earshot.sip.Protocol;
import org.earshot.sip.SipSink;
import org.earshot.sip.SipWriter;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;

/// Microseconds a message costs in the proxy alone, warm, without sockets: the six messages of a
/// call, INVITE, 180, 200, ACK, BYE, 200. `main` prints them.
public final class ProxyMicro {

    private static final Hop CARRIER = udp("127.0.10.20", 5066);
    private static final Hop ASTERISK = udp("127.0.10.30", 5070);
    private static final int ROUNDS = 60_000;
    private static final String[] NAMES = {"INVITE", "180", "200", "ACK", "BYE", "200 to BYE"};

    private final Map<Side, ShieldProxy> proxies = new EnumMap<>(Side.class);
    private final byte[][] messages = new byte[NAMES.length][];
    private byte[] last = new byte[0];
    private final SipSink keep = (_, message, length, _) -> last = Arrays.copyOf(message, length);
    private long bytes;
    private final SipSink count = (_, _, length, _) -> bytes += length;

    private ProxyMicro(Numbers numbers) {
        var layout =
                new ShieldLayout(
                        Edge.of(
                                new InetSocketAddress("127.0.10.10", 5060),
                                List.of(CARRIER),
                                List.of()),
                        Edge.of(
                                new InetSocketAddress("127.0.10.11", 5060),
                                List.of(ASTERISK),
                                List.of()),
                        Optional.empty(),
                        List.of(),
                        "hotline");
        for (Side side : Side.values()) {
            proxies.put(
                    side,
                    new ShieldProxy(
                            side,
                            layout,
                            new DialogKey(new byte[32]),
                            new Sealed(),
                            numbers::parse,
                            new DialRules(DialRules.Limits.none(), InstantSource.system())));
        }
    }

    public static void main(String[] args) {
        var numbers = new Numbers("CN");
        var micro = new ProxyMicro(numbers);
        micro.prepare();
        for (int run = 0; run < 5; run++) {
            micro.run();
        }
        long start = System.nanoTime();
        int found = 0;
        for (int i = 0; i < 100_000; i++) {
            found += numbers.parse("+861380" + (10_000_000 + i)).isPresent() ? 1 : 0;
        }
        System.out.printf(
                "Numbers.parse %.2f us (%d found)%n", (System.nanoTime() - start) / 1e8, found);
    }

    private static Hop udp(String host, int port) {
        return new Hop(Protocol.UDP, new InetSocketAddress(host, port));
    }

    private void on(Side side, byte[] message, SipSink sink) {
        Hop from = side == Side.OUTER ? CARRIER : ASTERISK;
        Objects.requireNonNull(proxies.get(side)).on(message, message.length, from, sink);
    }

    private static Side sideOf(int message) {
        return message == 1 || message == 2 || message == 5 ? Side.INNER : Side.OUTER;
    }

    /// Plays one call and keeps what each side sent in it.
    private void prepare() {
        messages[0] = latin(invite());
        on(Side.OUTER, messages[0], keep);
        String inner = new String(last, StandardCharsets.ISO_8859_1);
        messages[1] = latin(response(inner, "180 Ringing", "Content-Length: 0\r\n\r\n"));
        String sdp =
                "v=0\r\no=- 1000001 1 IN IP4 127.0.10.30\r\ns=-\r\nc=IN IP4 127.0.10.30\r\nt=0 0\r\nm=audio 7000 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\na=sendrecv\r\n";
        messages[2] =
                latin(
                        response(
                                inner,
                                "200 OK",
                                "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS\r\nContent-Type: application/sdp\r\nContent-Length: "
                                        + sdp.length()
                                        + "\r\n\r\n"
                                        + sdp));
        messages[3] = latin(later("ACK", 1));
        messages[4] = latin(later("BYE", 2));
        on(Side.OUTER, messages[4], keep);
        String bye = new String(last, StandardCharsets.ISO_8859_1);
        messages[5] = latin(response(bye, "200 OK", "Content-Length: 0\r\n\r\n"));
        for (int i = 0; i < messages.length; i++) {
            on(sideOf(i), messages[i], keep);
            System.out.printf(
                    "%s: %d bytes in, %d out%n", NAMES[i], messages[i].length, last.length);
        }
    }

    private void run() {
        var line = new ArrayList<String>();
        double sum = 0;
        for (int i = 0; i < messages.length; i++) {
            long start = System.nanoTime();
            for (int round = 0; round < ROUNDS; round++) {
                on(sideOf(i), messages[i], count);
            }
            double micros = (System.nanoTime() - start) / 1e3 / ROUNDS;
            sum += micros;
            line.add("%s %.2f".formatted(NAMES[i], micros));
        }
        System.out.printf(
                "us per message: %s; mean %.2f; %d bytes%n",
                String.join(", ", line), sum / messages.length, bytes);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String invite() {
        String sdp =
                "v=0\r\no=- 1000001 1 IN IP4 127.0.10.20\r\ns=-\r\nc=IN IP4 127.0.10.20\r\nt=0 0\r\nm=audio 6000 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendrecv\r\n";
        return "INVITE sip:12345@127.0.10.10:5060 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.10.20:5066;rport;branch=z9hG4bK-i4711-1\r\n"
                + "From: \"+86138000000001\" <sip:+8613800000001@carrier.example>;tag=c1\r\nTo: <sip:12345@127.0.10.10:5060>\r\n"
                + "Call-ID: 1-4711@127.0.10.20\r\nCSeq: 1 INVITE\r\nContact: <sip:+8613800000001@127.0.10.20:5066>\r\n"
                + "P-Asserted-Identity: \"+8613800000001\" <sip:+8613800000001@carrier.example>\r\n"
                + "Remote-Party-ID: <sip:+8613800000001@carrier.example>;party=calling\r\nPrivacy: none\r\nMax-Forwards: 70\r\n"
                + "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK\r\nSupported: timer, 100rel\r\nSession-Expires: 1800\r\n"
                + "User-Agent: carrier-gw/1.0\r\nContent-Type: application/sdp\r\nContent-Length: "
                + sdp.length()
                + "\r\n\r\n"
                + sdp;
    }

    private static String later(String method, int cseq) {
        return method
                + " sip:12345@127.0.10.10:5060 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.10.20:5066;rport;branch=z9hG4bK-4711-"
                + method
                + "\r\nFrom: \"+86138000000001\" <sip:+8613800000001@carrier.example>;tag=c1\r\n"
                + "To: <sip:12345@127.0.10.10:5060>;tag=u1\r\nCall-ID: 1-4711@127.0.10.20\r\nCSeq: "
                + cseq
                + " "
                + method
                + "\r\nContact: <sip:+8613800000001@127.0.10.20:5066>\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
    }

    private static String response(String request, String status, String end) {
        var text = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String line : request.split("\r\n", -1)) {
            if (line.startsWith("To:")) {
                text.append(line).append(line.contains("tag=") ? "\r\n" : ";tag=u1\r\n");
            } else if (line.matches("(Via|From|Call-ID|CSeq|Record-Route):.*")) {
                text.append(line).append("\r\n");
            }
        }
        return text + "Contact: <sip:agent@127.0.10.30:5070>\r\n" + end;
    }

    /// Tokens as the keystore makes them, without a keystore.
    private static final class Sealed implements Identities {

        private final SivBox box = SivBox.of(new byte[32], "micro");
        private final Mac names = Secret.of(new byte[32]).mac(Pseudonym.USE);

        @Override
        public CallerToken inward(PhoneNumber number) {
            byte[] plain = Arrays.copyOf(number.e164().getBytes(StandardCharsets.US_ASCII), 16);
            var sealed = new byte[33];
            box.bind(1, plain, 0, 0).seal(plain, 0, plain.length, sealed, 1);
            byte[] text = new SipWriter().base32(sealed, 0, sealed.length).toByteArray();
            return new CallerToken("t" + new String(text, StandardCharsets.US_ASCII));
        }

        @Override
        public CallerToken anonymous(String call) {
            return new CallerToken("a" + "a".repeat(26));
        }

        @Override
        public Pseudonym pseudonym(CallerToken token) {
            return Pseudonym.of(names, token);
        }

        @Override
        public Optional<PhoneNumber> outward(CallerToken token) {
            return Optional.empty();
        }
    }
}
