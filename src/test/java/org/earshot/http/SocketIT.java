package org.earshot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A blocking WebSocket")
@Timeout(60)
class SocketIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SocketClient client = new SocketClient();

    @SuppressWarnings("NullAway.Init") // by listen(), the first line of each test
    private SocketServer server;

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void carries_text_and_binary_messages_both_ways() throws Exception {
        listen(SocketIT::echo);

        try (var socket = connect("/echo")) {
            socket.send("hello");
            socket.send(new byte[] {1, 2, 3});

            assertThat(socket.receive()).contains(new Frame.Text("hello"));
            assertThat(((Frame.Binary) socket.receive().orElseThrow()).bytes())
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void puts_messages_larger_than_a_frame_together_again() throws Exception {
        listen(SocketIT::echo);
        byte[] large = new byte[300_000];
        large[299_999] = 7;

        try (var socket = connect("/echo")) {
            socket.send(large);

            assertThat(((Frame.Binary) socket.receive().orElseThrow()).bytes()).isEqualTo(large);
        }
    }

    @Test
    void tells_the_handler_what_was_asked_for() throws Exception {
        var asked = new LinkedBlockingQueue<SocketRequest>();
        listen(socket -> asked.add(socket.request()));

        connect("/media/leg?token=a%20b&channel=c").close();

        var request = asked.poll(10, TimeUnit.SECONDS);
        assertThat(request.path()).isEqualTo("/media/leg");
        assertThat(request.query()).containsEntry("token", "a b").containsEntry("channel", "c");
        assertThat(request.headers()).containsKey("sec-websocket-key");
        assertThat(request).hasToString("/media/leg");
    }

    @Test
    void is_refused_with_a_typed_error_when_the_server_says_no() throws Exception {
        server = SocketServer.listen("127.0.0.1", 0, _ -> false, SocketIT::echo);

        assertThatThrownBy(() -> connect("/media"))
                .isInstanceOfSatisfying(
                        SocketRefused.class,
                        refused -> assertThat(refused.status()).isEqualTo(403));
    }

    @Test
    void is_refused_with_a_typed_error_when_nobody_listens() throws Exception {
        listen(SocketIT::echo);
        int port = server.port();
        server.close();

        assertThatThrownBy(
                        () -> client.connect(URI.create("ws://127.0.0.1:" + port + "/"), PATIENCE))
                .isInstanceOfSatisfying(
                        SocketRefused.class, refused -> assertThat(refused.status()).isZero());
    }

    @Test
    void gives_out_everything_that_came_before_the_goodbye() throws Exception {
        listen(socket -> sendAll(socket, 500));

        try (var socket = connect("/")) {
            int heard = 0;
            while (socket.receive().isPresent()) {
                heard++;
            }
            assertThat(heard).isEqualTo(500);
            assertThat(socket.closedCleanly()).isTrue();
            assertThat(socket.receive()).isEmpty();
            assertThat(socket.isOpen()).isFalse();
        }
    }

    @Test
    void holds_the_sender_back_while_nobody_receives() throws Exception {
        var sent = new AtomicInteger();
        listen(socket -> {
            byte[] block = new byte[60_000];
            try {
                while (true) {
                    socket.send(block);
                    sent.incrementAndGet();
                }
            } catch (IOException closed) {
                // the test is over
            }
        });

        try (var socket = connect("/")) {
            int before;
            do { // until the count stands still: pipe full
                before = sent.get();
                assertThat(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS)).isFalse();
            } while (sent.get() != before);
            assertThat(before).isBetween(Socket.WINDOW, Socket.WINDOW + 400);

            for (int i = 0; i < 2 * before; i++) {
                assertThat(socket.receive(PATIENCE)).isPresent();
            }
        }
    }

    @Test
    void ends_for_the_receiver_when_the_peer_vanishes() throws Exception {
        var ended = new LinkedBlockingQueue<Boolean>();
        listen(socket -> {
            while (receive(socket).isPresent()) {
                // until the end
            }
            ended.add(socket.closedCleanly());
        });

        try (var raw =
                SocketChannel.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))) {
            raw.write(ByteBuffer.wrap(HANDSHAKE.getBytes(StandardCharsets.US_ASCII)));
            raw.read(ByteBuffer.allocate(1));
            raw.setOption(StandardSocketOptions.SO_LINGER, 0); // close with a reset
        }

        assertThat(ended.poll(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void throws_a_typed_error_when_something_is_sent_after_the_end() throws Exception {
        listen(Socket::close);

        try (var socket = connect("/")) {
            assertThat(socket.receive()).isEmpty();
            assertThatThrownBy(() -> socket.send("too late")).isInstanceOf(SocketClosed.class);
        }
    }

    @Test
    void lets_a_waiting_receiver_go_when_closed_by_our_own_side() throws Exception {
        listen(SocketIT::echo);
        var socket = connect("/");
        var ended = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(() -> {
                    if (receive(socket).isEmpty()) {
                        ended.countDown();
                    }
                });

        socket.close();

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void accepts_the_subprotocol_asterisk_asks_for() throws Exception {
        listen(SocketIT::echo);

        try (var http = HttpClient.newHttpClient()) {
            var socket =
                    http.newWebSocketBuilder()
                            .subprotocols("media")
                            .buildAsync(address("/"), new WebSocket.Listener() {})
                            .get(10, TimeUnit.SECONDS);
            assertThat(socket.getSubprotocol()).isEqualTo("media");
            socket.abort();
        }
    }

    @Test
    void answers_plain_http_with_upgrade_required() throws Exception {
        listen(SocketIT::echo);

        try (var http = HttpClient.newHttpClient()) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + server.port() + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(426);
        }
    }

    @Test
    void says_which_port_is_taken() throws Exception {
        listen(SocketIT::echo);

        assertThatThrownBy(() ->
                        SocketServer.listen("127.0.0.1", server.port(), _ -> true, SocketIT::echo))
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("in use");
    }

    private static final String HANDSHAKE =
            """
            GET / HTTP/1.1\r
            Host: 127.0.0.1\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """;

    private void listen(Consumer<Socket> handler) throws IOException {
        server = SocketServer.listen("127.0.0.1", 0, _ -> true, handler);
    }

    private URI address(String path) {
        return URI.create("ws://127.0.0.1:" + server.port() + path);
    }

    private Socket connect(String path) throws IOException {
        return client.connect(address(path), PATIENCE);
    }

    private static Optional<Frame> receive(Socket socket) {
        try {
            return socket.receive();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void echo(Socket socket) {
        try {
            for (var next = receive(socket); next.isPresent(); next = receive(socket)) {
                switch (next.get()) {
                    case Frame.Text(var text) -> socket.send(text);
                    case Frame.Binary(var bytes) -> socket.send(bytes);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void sendAll(Socket socket, int count) {
        try {
            for (int i = 0; i < count; i++) {
                socket.send(new byte[320]);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
