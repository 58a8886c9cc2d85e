package org.earshot.shield;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.earshot.sip.Hop;
import org.earshot.sip.Protocol;
import org.earshot.sip.SipWriter;
import org.earshot.sip.UriReading;

/// Who may send to one side, and to whom it may send. Remembers what it worked out about an
/// address, not about a call. One per thread.
final class Neighbours {

    private static final int MOST_REMEMBERED = 1024;
    private static final Protocol[] PROTOCOLS = Protocol.values();

    /// @param allowed may send anything, and be sent anything
    /// @param ourselves this machine's own probe
    /// @param host the address as it stands in a Via
    record Neighbour(boolean allowed, boolean ourselves, byte[] host) {}

    private final Edge edge;
    private final Map<InetAddress, Neighbour> known = new HashMap<>();
    private final Map<String, Optional<Hop>> hops = new HashMap<>();

    Neighbours(Edge edge) {
        this.edge = edge;
    }

    Neighbour of(InetAddress address) {
        Neighbour neighbour = known.get(address);
        if (neighbour == null) {
            if (known.size() >= MOST_REMEMBERED) {
                known.clear();
            }
            neighbour =
                    new Neighbour(
                            edge.allows(address),
                            address.equals(edge.own().getAddress()),
                            SipWriter.ascii(text(address)));
            known.put(address, neighbour);
        }
        return neighbour;
    }

    static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /// 1 byte of protocol, 1 of address length, the address, 2 of port.
    static void write(Hop hop, SipWriter out) {
        byte[] address = hop.address().getAddress().getAddress();
        int port = hop.address().getPort();
        out.put((char) hop.protocol().ordinal()).put((char) address.length).put(address);
        out.put((char) (port >> 8)).put((char) (port & 0xFF));
    }

    static int written(byte[] b, int from) {
        return 4 + b[from + 1];
    }

    /// @throws IllegalArgumentException when the bytes are none of [#write]
    static Hop read(byte[] b, int from) {
        int length = b[from + 1];
        byte[] address = Arrays.copyOfRange(b, from + 2, from + 2 + length);
        int port = (b[from + 2 + length] & 0xFF) << 8 | b[from + 3 + length] & 0xFF;
        try {
            return new Hop(
                    PROTOCOLS[b[from]],
                    new InetSocketAddress(InetAddress.getByAddress(address), port));
        } catch (UnknownHostException noAddress) {
            throw new IllegalArgumentException(
                    "a sealed address of " + length + " bytes", noAddress);
        }
    }

    /// The hop a URI names, if it may be sent to; else the peer given. Host names are not resolved:
    /// that would block, and give the choice of the next hop to a name server.
    Hop hopTo(UriReading uri, byte[] b, Hop otherwise) {
        if (uri.hostTo <= uri.hostFrom || uri.hostTo - uri.hostFrom > 45) {
            return otherwise;
        }
        var key =
                new String(
                        b,
                        uri.hostFrom,
                        uri.parametersFrom - uri.hostFrom,
                        StandardCharsets.ISO_8859_1);
        Protocol protocol = protocol(uri, b, otherwise.protocol());
        String remembered = protocol.ordinal() + key;
        Optional<Hop> hop = hops.get(remembered);
        if (hop == null) {
            if (hops.size() >= MOST_REMEMBERED) {
                hops.clear();
            }
            hop = resolve(uri, b, protocol);
            hops.put(remembered, hop);
        }
        return hop.orElse(otherwise);
    }

    private Optional<Hop> resolve(UriReading uri, byte[] b, Protocol protocol) {
        boolean bracketed = b[uri.hostFrom] == '[';
        int from = bracketed ? uri.hostFrom + 1 : uri.hostFrom;
        int to = bracketed ? uri.hostTo - 1 : uri.hostTo;
        var host = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
        if (!Network.isLiteral(host)) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            int usual = protocol == Protocol.TLS ? 5061 : 5060;
            int port = uri.port == 0 ? usual : uri.port;
            return edge.allows(address)
                    ? Optional.of(new Hop(protocol, new InetSocketAddress(address, port)))
                    : Optional.empty();
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    private static Protocol protocol(UriReading uri, byte[] b, Protocol otherwise) {
        if (uri.scheme == UriReading.Scheme.SIPS) {
            return Protocol.TLS;
        }
        if (uri.parametersFrom == uri.end) {
            return otherwise;
        }
        var parameters =
                new String(
                                b,
                                uri.parametersFrom,
                                uri.end - uri.parametersFrom,
                                StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT);
        for (Protocol protocol : PROTOCOLS) {
            String wanted = ";transport=" + protocol.name().toLowerCase(Locale.ROOT);
            int at = parameters.indexOf(wanted);
            if (at >= 0
                    && (at + wanted.length() == parameters.length()
                            || parameters.charAt(at + wanted.length()) == ';')) {
                return protocol;
            }
        }
        return otherwise;
    }
}
