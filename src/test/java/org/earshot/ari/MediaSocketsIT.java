package org.earshot.ari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The door for audio streams")
class MediaSocketsIT {

    private static final String START =
            "{\"event\":\"MEDIA_START\",\"channel_id\":\"c1\",\"format\":\"slin\"}";

    private final BlockingQueue<short[]> heard = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private MediaSockets sockets;

    @BeforeEach
    void open() throws Exception {
        sockets = MediaSockets.listen("127.0.0.1", 0, "earshot", "secret");
    }

    @AfterEach
    void close() {
        sockets.close();
        http.shutdownNow();
    }

    @Test
    void takes_a_stream_that_was_announced() throws Exception {
        var stream = sockets.expect("c1", heard::add);
        var asterisk = connect("/media?token=" + stream.token(), "secret");
        asterisk.sendText(START, true).join();
        asterisk.sendBinary(ByteBuffer.wrap(new byte[] {5, 0}), true).join();

        assertThat(heard.poll(5, TimeUnit.SECONDS)).containsExactly((short) 5);
        asterisk.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertThat(stream.awaitEnd(5_000)).isTrue();
    }

    @Test
    void takes_a_token_once() throws Exception {
        var stream = sockets.expect("c1", heard::add);
        var asterisk = connect("/media?token=" + stream.token(), "secret");
        asterisk.sendText(START, true).join();
        asterisk.sendBinary(ByteBuffer.wrap(new byte[] {5, 0}), true).join();
        assertThat(heard.poll(5, TimeUnit.SECONDS)).isNotNull();

        assertRefused("/media?token=" + stream.token(), "secret");
    }

    @Test
    void refuses_whom_it_does_not_know() {
        var stream = sockets.expect("c1", heard::add);

        assertRefused("/media?token=0123456789abcdef0123456789abcdef", "secret");
        assertRefused("/media?token=", "secret");
        assertRefused("/media", "secret");
        assertRefused("/media?token=" + stream.token(), "guessed");
        assertRefused("/other?token=" + stream.token(), "secret");
    }

    @Test
    void refuses_a_token_that_was_withdrawn() {
        var stream = sockets.expect("c1", heard::add);
        stream.close();

        assertRefused("/media?token=" + stream.token(), "secret");
    }

    @Test
    void gives_each_stream_a_token_that_cannot_be_guessed() {
        var one = sockets.expect("c1", heard::add).token();
        var two = sockets.expect("c2", heard::add).token();

        assertThat(one).matches("[0-9a-f]{32}").isNotEqualTo(two);
    }

    private void assertRefused(String path, String password) {
        assertThatThrownBy(() -> connect(path, password)).isInstanceOf(ExecutionException.class);
    }

    private WebSocket connect(String path, String password) throws Exception {
        String both = "earshot:" + password;
        return http.newWebSocketBuilder()
                .subprotocols("media")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(both.getBytes(StandardCharsets.UTF_8)))
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + sockets.port() + path),
                        new WebSocket.Listener() {})
                .get(5, TimeUnit.SECONDS);
    }
}
