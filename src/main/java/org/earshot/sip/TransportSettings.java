package org.earshot.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// What a [SipTransport] listens on and what it bears.
///
/// @param loops event loops, each with its own UDP sockets and handlers
/// @param tls needed where a point or a hop is TLS
/// @param accepts whether a TCP or TLS client at an address may speak to the port index at all
/// @param limits bounds of streams
public record TransportSettings(
        int loops,
        List<ListeningPoint> points,
        @Nullable TlsSettings tls,
        BiPredicate<Integer, InetAddress> accepts,
        Limits limits) {

    public TransportSettings {
        points = List.copyOf(points);
        Objects.requireNonNull(accepts, "accepts");
        if (loops < 1 || loops > 64) {
            throw new IllegalArgumentException("loops must be 1..64, got " + loops);
        }
        if (points.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one listening point");
        }
        if (tls == null && points.stream().anyMatch(point -> point.protocol() == Protocol.TLS)) {
            throw new IllegalArgumentException("a TLS listening point needs a keystore");
        }
    }

    int ports() {
        return points.stream().mapToInt(ListeningPoint::port).max().orElse(0) + 1;
    }

    /// Bounds of TCP and TLS connections: what an honest neighbour never meets.
    ///
    /// @param messageBytes a longer message ends its connection
    /// @param bufferedBytes all half-received messages together
    /// @param connections all connections together; beyond it the one idle longest is closed
    /// @param connectionsPerAddress of one source address
    /// @param messageTime from the first byte of a message to its last (slow-loris)
    /// @param firstMessageTime from connecting, TLS handshake included, to the first whole message
    /// @param idleTime without a whole message or keep-alive
    /// @param connectTime for connections we open
    public record Limits(
            int messageBytes,
            int bufferedBytes,
            int connections,
            int connectionsPerAddress,
            Duration messageTime,
            Duration firstMessageTime,
            Duration idleTime,
            Duration connectTime) {

        /// 64 KiB is RFC 3261 §18.1.1's bound for a datagram; a transaction lives 32 s (64*T1), a
        /// dialog's next message may be a session refresh (RFC 4028) half an hour away, and a
        /// closed connection is opened anew.
        public static final Limits DEFAULT =
                new Limits(
                        65_536,
                        8 << 20,
                        2_000,
                        256,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(4));

        public Limits {
            if (messageBytes < 1_024 || messageBytes > 1 << 20) {
                throw new IllegalArgumentException(
                        "messageBytes must be 1024..1048576, got " + messageBytes);
            }
            if (bufferedBytes < messageBytes || connections < 1 || connectionsPerAddress < 1) {
                throw new IllegalArgumentException(
                        "bufferedBytes must hold a message, and connections be at least 1");
            }
        }
    }
}
