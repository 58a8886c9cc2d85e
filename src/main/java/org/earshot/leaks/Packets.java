package org.earshot.leaks;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// From frames to what the ends of a connection see: IP fragments joined (RFC 791, 3.2; RFC 8200,
/// 4.5), TCP streams in order. Whole UDP datagrams lie in the capture in one piece and are found
/// there; only joined ones are searched again.
final class Packets implements AutoCloseable {

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int MOST_STREAMS = 20_000;
    private static final int MOST_FRAGMENTED = 1_000;

    private final Search search;
    private final Map<String, TcpStream> streams = new HashMap<>();
    private final Map<String, Fragments> fragmented = new HashMap<>();

    Packets(Search search) {
        this.search = search;
    }

    /// A frame as the capture has it. Offsets are those of https://www.tcpdump.org/linktypes.html.
    void link(int type, byte[] data, int at, int length) {
        int header =
                switch (type) {
                    case 0, 108 -> 4; // loopback of BSD
                    case 1 -> ethernet(data, at, length);
                    case 113 -> 16; // Linux "any"
                    case 276 -> 20; // the same, second version
                    case 12, 14, 101, 228, 229 -> 0; // IP without a frame
                    default -> length;
                };
        if (length > header) {
            ip(data, at + header, at + length);
        }
    }

    @Override
    public void close() {
        streams.values().forEach(TcpStream::close);
        streams.clear();
    }

    private static int ethernet(byte[] data, int at, int length) {
        int header = 14;
        while (header < length && isVlan(word(data, at + header - 2))) {
            header += 4;
        }
        return header;
    }

    private static boolean isVlan(int etherType) {
        return etherType == 0x8100 || etherType == 0x88a8;
    }

    private void ip(byte[] data, int at, int end) {
        int version = (data[at] >> 4) & 15;
        if (version == 4 && end - at >= 20) {
            ipv4(data, at, end);
        } else if (version == 6 && end - at >= 40) {
            ipv6(data, at, end);
        }
    }

    private void ipv4(byte[] data, int at, int captured) {
        int header = (data[at] & 15) * 4;
        int total = word(data, at + 2);
        int end = total == 0 ? captured : Math.min(captured, at + total); // 0: split by the card
        int fragment = word(data, at + 6);
        int protocol = data[at + 9] & 0xff;
        if (at + header >= end) {
            return;
        }
        String ends = address(data, at + 12, 4) + " " + address(data, at + 16, 4);
        if ((fragment & 0x3fff) == 0) {
            transport(protocol, ends, data, at + header, end, false);
        } else {
            String key = ends + " " + protocol + " " + word(data, at + 4);
            boolean more = (fragment & 0x2000) != 0;
            int offset = (fragment & 0x1fff) * 8;
            join(new Piece(key, protocol, ends, offset, more), data, at + header, end);
        }
    }

    private void ipv6(byte[] data, int at, int captured) {
        int end = Math.min(captured, at + 40 + word(data, at + 4));
        String ends = address(data, at + 8, 16) + " " + address(data, at + 24, 16);
        int next = data[at + 6] & 0xff;
        int place = at + 40;
        while (place + 8 <= end) {
            switch (next) {
                case 0, 43, 60 -> { // options and routing: skipped
                    next = data[place] & 0xff;
                    place += ((data[place + 1] & 0xff) + 1) * 8;
                }
                case 44 -> {
                    int offset = word(data, place + 2);
                    String key = ends + " " + word(data, place + 4) + " " + word(data, place + 6);
                    int protocol = data[place] & 0xff;
                    boolean more = (offset & 1) != 0;
                    var piece = new Piece(key, protocol, ends, offset & 0xfff8, more);
                    join(piece, data, place + 8, end);
                    return;
                }
                default -> {
                    transport(next, ends, data, place, end, false);
                    return;
                }
            }
        }
    }

    private void join(Piece piece, byte[] data, int from, int to) {
        if (fragmented.size() >= MOST_FRAGMENTED) {
            fragmented.clear(); // their missing pieces will not come any more
        }
        fragmented
                .computeIfAbsent(piece.packet, _ -> new Fragments())
                .add(piece.offset, piece.more, data, from, to)
                .ifPresent(whole -> {
                    fragmented.remove(piece.packet);
                    transport(piece.protocol, piece.ends, whole, 0, whole.length, true);
                });
    }

    /// Where a fragment belongs.
    private record Piece(String packet, int protocol, String ends, int offset, boolean more) {}

    private void transport(
            int protocol, String ends, byte[] data, int at, int end, boolean joined) {
        if (protocol == TCP && end - at >= 20) {
            tcp(ends, data, at, end);
        } else if (protocol == UDP && joined && end - at > 8) {
            try (Search datagram = search.inner("joined datagram " + name(ends, data, at))) {
                datagram.accept(data, at + 8, end);
            }
        }
    }

    private void tcp(String ends, byte[] data, int at, int end) {
        int flags = data[at + 13];
        int header = ((data[at + 12] >> 4) & 15) * 4;
        long sequence = ((long) word(data, at + 4) << 16) | word(data, at + 6);
        if (at + header > end) {
            return;
        }
        String key = name(ends, data, at);
        TcpStream stream = stream(key);
        if (stream == null) {
            return;
        }
        stream.accept(sequence, (flags & 2) != 0, data, at + header, end);
        if ((flags & 4) != 0) { // RST; after a FIN gaps may still be filled
            stream.close();
            streams.remove(key);
        }
    }

    private @Nullable TcpStream stream(String key) {
        if (streams.size() >= MOST_STREAMS && !streams.containsKey(key)) {
            search.trouble(
                    "has more than "
                            + MOST_STREAMS
                            + " TCP streams; the rest was only searched packet by packet");
            return null;
        }
        return streams.computeIfAbsent(key, name -> new TcpStream(search.inner("TCP " + name)));
    }

    private static String name(String ends, byte[] data, int at) {
        int between = ends.indexOf(' ');
        return ends.substring(0, between)
                + " port "
                + word(data, at)
                + " to "
                + ends.substring(between + 1)
                + " port "
                + word(data, at + 2);
    }

    private static String address(byte[] data, int at, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i += length == 4 ? 1 : 2) {
            text.append(i == 0 ? "" : length == 4 ? "." : ":");
            text.append(
                    length == 4
                            ? Integer.toString(data[at + i] & 0xff)
                            : Integer.toHexString(word(data, at + i)));
        }
        return text.toString();
    }

    static int word(byte[] data, int at) {
        return ((data[at] & 0xff) << 8) | (data[at + 1] & 0xff);
    }
}
