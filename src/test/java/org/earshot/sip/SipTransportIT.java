package org.earshot.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLSocket;
import org.earshot.sip.TlsSettings.ClientCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The transport")
class SipTransportIT {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final InetSocketAddress ANY = new InetSocketAddress(LOOPBACK, 0);
    private static final String OPTIONS =
            "OPTIONS sip:a@b SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";
    private static final TransportSettings.Limits QUICK =
            new TransportSettings.Limits(
                    65_536,
                    1 << 20,
                    20,
                    20,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1));

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answers_datagrams_from_many_sources(boolean epoll) throws Exception {
        SipTransport transport = echo(epoll, null);
        var to = transport.address(0, Protocol.UDP);
        for (int i = 0; i < 40; i++) {
            try (var socket = new DatagramSocket(ANY)) {
                socket.setSoTimeout(2_000);
                byte[] message = (OPTIONS + i).getBytes(ISO_8859_1);
                socket.send(new DatagramPacket(message, message.length, to));
                var answer = new DatagramPacket(new byte[2_000], 2_000);
                socket.receive(answer);
                assertThat(new String(answer.getData(), 0, answer.getLength(), ISO_8859_1))
                        .isEqualTo(OPTIONS + i);
            }
        }
        assertThat(transport.counters().received()).isEqualTo(40);
        assertThat(transport.counters().sent()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answers_each_of_a_burst_of_long_datagrams_once(boolean epoll) throws Exception {
        SipTransport transport = echo(epoll, null);
        try (var socket = new DatagramSocket(ANY)) {
            socket.setReceiveBufferSize(4 << 20);
            socket.setSoTimeout(4_000);
            for (int i = 0; i < 300; i++) {
                byte[] message = (OPTIONS + "x".repeat(11_000) + i).getBytes(ISO_8859_1);
                socket.send(
                        new DatagramPacket(
                                message, message.length, transport.address(0, Protocol.UDP)));
            }
            var seen = new HashSet<String>();
            var answer = new DatagramPacket(new byte[12_000], 12_000);
            for (int i = 0; i < 300; i++) {
                answer.setLength(12_000);
                socket.receive(answer);
                var text = new String(answer.getData(), 0, answer.getLength(), ISO_8859_1);
                assertThat(text).startsWith(OPTIONS);
                seen.add(text.substring(text.lastIndexOf('x')));
            }
            assertThat(seen).hasSize(300);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sends_nothing_any_more_once_it_is_closed(boolean epoll) throws Exception {
        SipTransport transport = echo(epoll, null);
        SipSink sink = transport.sink();
        var address = transport.address(0, Protocol.UDP);
        transport.close();
        try (var next = new DatagramSocket(address)) { // may well have the same descriptor
            byte[] message = OPTIONS.getBytes(ISO_8859_1);
            var to = new Hop(Protocol.UDP, address);
            assertThatCode(() -> sink.send(0, message, message.length, to))
                    .satisfiesAnyOf(
                            thrown -> assertThat(thrown).isNull(),
                            thrown ->
                                    assertThat(thrown)
                                            .isInstanceOf(RejectedExecutionException.class));
            next.setSoTimeout(300);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> next.receive(new DatagramPacket(new byte[2_000], 2_000)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_cannot_be_sent_is_counted_and_the_next_goes(boolean epoll) throws Exception {
        var nobody = new Hop(Protocol.UDP, new InetSocketAddress(LOOPBACK, 0)); // EINVAL
        LoopHandlers handlers =
                (_, port, _) ->
                        (message, length, source, sink) -> {
                            sink.send(port, message, length, nobody);
                            sink.send(port, message, length, source);
                        };
        SipTransport transport = start(points(null), null, epoll, handlers);
        try (var socket = new DatagramSocket(ANY)) {
            socket.setSoTimeout(4_000);
            byte[] message = OPTIONS.getBytes(ISO_8859_1);
            var answer = new DatagramPacket(new byte[2_000], 2_000);
            for (int i = 0; i < 3; i++) {
                socket.send(
                        new DatagramPacket(
                                message, message.length, transport.address(0, Protocol.UDP)));
                socket.receive(answer);
            }
        }
        await().untilAsserted(() -> assertThat(transport.counters().unsent()).isEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answers_over_the_connection_a_message_came_by(boolean epoll) throws Exception {
        SipTransport transport = echo(epoll, null);
        Socket socket = connect(transport);
        for (int i = 0; i < 10; i++) {
            socket.getOutputStream().write(OPTIONS.getBytes(ISO_8859_1));
            assertThat(read(socket, OPTIONS.length())).isEqualTo(OPTIONS);
        }
        assertThat(transport.connections()).isEqualTo(1);
        socket.close();
        await().untilAsserted(() -> assertThat(transport.connections()).isZero());
    }

    @Test
    void relays_over_one_connection_of_its_own() throws Exception {
        SipTransport far = echo(true, null);
        var to = new Hop(Protocol.TCP, far.address(0, Protocol.TCP));
        SipTransport near = relay(to, null);
        try (var socket = new DatagramSocket(ANY)) {
            for (int i = 0; i < 20; i++) {
                byte[] message = OPTIONS.getBytes(ISO_8859_1);
                socket.send(
                        new DatagramPacket(message, message.length, near.address(0, Protocol.UDP)));
            }
        }
        await().untilAsserted(() -> assertThat(far.counters().received()).isEqualTo(20));
        assertThat(near.connections()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(near.counters().received()).isEqualTo(40));
    }

    @Test
    void drops_what_goes_to_nobody_without_waiting() throws Exception {
        SipTransport near = relay(new Hop(Protocol.TCP, new InetSocketAddress(LOOPBACK, 1)), null);
        try (var socket = new DatagramSocket(ANY)) {
            for (int i = 0; i < 20; i++) {
                byte[] message = OPTIONS.getBytes(ISO_8859_1);
                socket.send(
                        new DatagramPacket(message, message.length, near.address(0, Protocol.UDP)));
            }
        }
        await().untilAsserted(() -> assertThat(near.counters().unsent()).isEqualTo(20));
        await().untilAsserted(() -> assertThat(near.connections()).isZero());
    }

    @Test
    void a_slow_a_silent_and_a_malformed_client_lose_their_connection_and_nobody_else()
            throws Exception {
        SipTransport transport = echo(true, null);
        Socket slow = connect(transport);
        slow.getOutputStream().write(OPTIONS.substring(0, 30).getBytes(ISO_8859_1));
        Socket silent = connect(transport);
        Socket malformed = connect(transport);
        malformed.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
        Socket good = connect(transport);
        good.getOutputStream().write(OPTIONS.getBytes(ISO_8859_1));

        assertThat(malformed.getInputStream().read()).isEqualTo(-1);
        assertThat(slow.getInputStream().read()).isEqualTo(-1);
        assertThat(silent.getInputStream().read()).isEqualTo(-1);
        assertThat(read(good, OPTIONS.length())).isEqualTo(OPTIONS);
        assertThat(transport.counters().closedConnections()).isEqualTo(3);
    }

    @Test
    void too_many_connections_cost_the_one_idle_longest() throws Exception {
        SipTransport transport = echo(true, null);
        for (int i = 0; i < 25; i++) {
            connect(transport); // the last five are accepted by the kernel, then closed
        }
        await().untilAsserted(
                        () -> assertThat(transport.counters().refusedConnections()).isEqualTo(5));
        assertThat(transport.connections()).isLessThanOrEqualTo(20);
    }

    @Test
    void tls_both_ways_and_a_stranger_without_certificate_is_turned_away(@TempDir Path directory)
            throws Exception {
        var keys = TestKeys.make(directory);
        SipTransport far = echo(true, keys.settings(ClientCertificate.REQUIRED));
        SipTransport near =
                relay(
                        new Hop(Protocol.TLS, far.address(0, Protocol.TLS)),
                        keys.settings(ClientCertificate.WANTED));
        try (var socket = new DatagramSocket(ANY)) {
            byte[] message = OPTIONS.getBytes(ISO_8859_1);
            socket.send(new DatagramPacket(message, message.length, near.address(0, Protocol.UDP)));
        }
        await().untilAsserted(() -> assertThat(near.counters().received()).isEqualTo(2));

        assertThat(tlsEcho(keys, near)).hasValue(OPTIONS); // wanted, not required
        assertThat(tlsEcho(keys, far)).isEmpty();
    }

    @Test
    void an_address_in_use_is_refused_by_name() throws Exception {
        SipTransport first = echo(true, null);
        var taken = new ListeningPoint(0, Protocol.UDP, first.address(0, Protocol.UDP));
        assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(
                                () -> start(List.of(taken), null, true, answer())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("UDP 127.0.0.1:" + first.address(0, Protocol.UDP).getPort());
    }

    private Optional<String> tlsEcho(TestKeys keys, SipTransport transport) {
        var address = transport.address(0, Protocol.TLS);
        try (var socket =
                (SSLSocket)
                        keys.anonymousClient()
                                .getSocketFactory()
                                .createSocket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(4_000);
            socket.getOutputStream().write(OPTIONS.getBytes(ISO_8859_1));
            String answer = read(socket, OPTIONS.length());
            return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
        } catch (IOException refused) {
            return Optional.empty();
        }
    }

    private static LoopHandlers answer() {
        return (_, port, _) ->
                (message, length, source, sink) -> sink.send(port, message, length, source);
    }

    private SipTransport echo(boolean epoll, @Nullable TlsSettings tls) throws IOException {
        return start(points(tls), tls, epoll, answer());
    }

    /// Sends on whatever comes by UDP.
    private SipTransport relay(Hop to, @Nullable TlsSettings tls) throws IOException {
        return start(
                points(tls),
                tls,
                true,
                (_, port, _) ->
                        (message, length, source, sink) -> {
                            if (source.protocol() == Protocol.UDP) {
                                sink.send(port, message, length, to);
                            } else if (!source.equals(to)) {
                                sink.send(port, message, length, source);
                            }
                        });
    }

    private static List<ListeningPoint> points(@Nullable TlsSettings tls) {
        var points = new ArrayList<ListeningPoint>();
        points.add(new ListeningPoint(0, Protocol.UDP, ANY));
        points.add(new ListeningPoint(0, Protocol.TCP, ANY));
        if (tls != null) {
            points.add(new ListeningPoint(0, Protocol.TLS, ANY));
        }
        return points;
    }

    private SipTransport start(
            List<ListeningPoint> points,
            @Nullable TlsSettings tls,
            boolean epoll,
            LoopHandlers handlers)
            throws IOException {
        var settings = new TransportSettings(2, points, tls, (_, _) -> true, QUICK);
        var transport = SipTransport.open(settings, handlers, _ -> {}, epoll);
        open.add(transport);
        return transport;
    }

    private Socket connect(SipTransport transport) throws IOException {
        var address = transport.address(0, Protocol.TCP);
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(4_000);
        open.add(socket);
        return socket;
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), ISO_8859_1);
    }
}
