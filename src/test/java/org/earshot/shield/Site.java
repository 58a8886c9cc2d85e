package org.earshot.shield;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.sip.Hop;
import org.earshot.sip.Protocol;
import org.earshot.telephony.PhoneNumber;

/// A shield between a carrier and an Asterisk that exist only as text, so that a test reads as the
/// messages that pass. With [#restarting] every message meets a new proxy.
final class Site {

    static final Hop CARRIER = udp("192.0.2.10", 5060);
    static final Hop OTHER_CARRIER = udp("192.0.2.20", 5060);
    static final Hop STRANGER = udp("203.0.113.66", 5060);
    static final Hop ASTERISK = udp("10.0.0.20", 5060);
    static final Hop MESSAGES = udp("10.0.0.30", 5070);
    static final InetSocketAddress OUTER = new InetSocketAddress("198.51.100.1", 5060);
    static final InetSocketAddress INNER = new InetSocketAddress("10.0.0.1", 5060);

    /// One message as it left: from which side, whereto.
    record Sent(Side from, Hop to, String text) {

        String startLine() {
            return text.substring(0, text.indexOf("\r\n"));
        }

        int status() {
            return startLine().startsWith("SIP/2.0 ")
                    ? Integer.parseInt(startLine().substring(8, 11))
                    : 0;
        }

        /// The value of the first header field of that name, or "".
        String header(String name) {
            return headers(name).stream().findFirst().orElse("");
        }

        List<String> headers(String name) {
            List<String> values = new ArrayList<>();
            String head = text.substring(0, text.indexOf("\r\n\r\n") + 2);
            for (String line : head.split("\r\n")) {
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    values.add(line.substring(name.length() + 1).strip());
                }
            }
            return values;
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }

        /// The URI in angle brackets of a header field.
        String uri(String name) {
            Matcher matcher = Pattern.compile("<([^>]*)>").matcher(header(name));
            return matcher.find() ? matcher.group(1) : "";
        }

        String tag(String name) {
            Matcher matcher = Pattern.compile(";tag=([^;]*)").matcher(header(name));
            return matcher.find() ? matcher.group(1) : "";
        }

        String requestUri() {
            return startLine().split(" ")[1];
        }
    }

    private final List<Sent> sent = new ArrayList<>();
    private final List<ShieldProxy> proxies = new ArrayList<>();
    private final Identities identities;
    private final ShieldLayout layout;
    private DialRules rules = new DialRules(DialRules.Limits.none(), InstantSource.system());
    private Optional<StirVerifier> verifier = Optional.empty();
    private boolean restarting;

    Site() {
        this(new SealedIdentities(), layout(List.of()));
    }

    Site(Identities identities, ShieldLayout layout) {
        this.identities = identities;
        this.layout = layout;
    }

    static ShieldLayout layout(List<String> dialled) {
        return new ShieldLayout(
                Edge.of(OUTER, List.of(CARRIER), List.of(Network.parse("192.0.2.0/24"))),
                Edge.of(INNER, List.of(ASTERISK), List.of()),
                Optional.of(MESSAGES),
                dialled,
                "hotline");
    }

    static Hop udp(String host, int port) {
        return new Hop(Protocol.UDP, new InetSocketAddress(host, port));
    }

    Site restarting() {
        restarting = true;
        return this;
    }

    Site rules(DialRules limits) {
        rules = limits;
        return this;
    }

    /// Reads numbers with `+` or `00`, as a national plan would.
    static Optional<PhoneNumber> readNumber(String user) {
        String digits = user.replaceAll("[-.() ]", "").replaceFirst("^00", "+");
        return digits.matches("\\+[1-9][0-9]{6,14}")
                ? Optional.of(new PhoneNumber(digits))
                : Optional.empty();
    }

    private ShieldProxy proxy(Side side) {
        if (restarting || proxies.isEmpty()) {
            proxies.clear();
            for (Side each : Side.values()) {
                proxies.add(newProxy(each));
            }
        }
        return proxies.get(side.ordinal());
    }

    Site verifying(StirVerifier with) {
        verifier = Optional.of(with);
        return this;
    }

    ShieldProxy newProxy(Side side) {
        var proxy =
                new ShieldProxy(
                        side,
                        layout,
                        new DialogKey(new byte[32]),
                        identities,
                        Site::readNumber,
                        rules);
        return proxy.verifying(verifier);
    }

    List<Sent> receive(Side side, Hop from, byte[] bytes) {
        sent.clear();
        proxy(side)
                .on(
                        bytes,
                        bytes.length,
                        from,
                        (port, message, length, to) ->
                                sent.add(
                                        new Sent(
                                                Side.values()[port],
                                                to,
                                                new String(
                                                        message,
                                                        0,
                                                        length,
                                                        StandardCharsets.ISO_8859_1))));
        return List.copyOf(sent);
    }

    List<Sent> receive(Side side, Hop from, String text) {
        return receive(side, from, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// What the carrier sends, and the one message that comes of it.
    Sent outside(String text) {
        return only(receive(Side.OUTER, CARRIER, text));
    }

    Sent inside(String text) {
        return only(receive(Side.INNER, ASTERISK, text));
    }

    private static Sent only(List<Sent> messages) {
        if (messages.size() != 1) {
            throw new AssertionError("expected one message, got " + messages.size());
        }
        return messages.getFirst();
    }

    static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
