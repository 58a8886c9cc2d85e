package org.earshot.ari;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.earshot.http.Frame;
import org.earshot.http.Socket;
import org.earshot.http.SocketRequest;
import org.earshot.http.SocketServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where Asterisk brings the audio of calls. Only a stream that was announced is taken, once, by
/// the token it was given and Asterisk's password: whoever else knocks hears 403.
public final class MediaSockets implements AutoCloseable {

    /// The path in Asterisk's `websocket_client.conf`.
    public static final String PATH = "/media";

    private static final Logger LOG = LoggerFactory.getLogger(MediaSockets.class);
    private static final String TOKEN = "token";
    private static final int TOKEN_BYTES = 16;

    private final Map<String, MediaStream> expected = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final String credentials;
    private final SocketServer server;

    private MediaSockets(String host, int port, String user, String password) throws IOException {
        String both = user + ":" + password;
        credentials =
                "Basic "
                        + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        server = SocketServer.listen(host, port, this::isExpected, this::serve);
    }

    /// @param port 0 takes any free one
    /// @param user what Asterisk's `websocket_client.conf` says, like `password`
    public static MediaSockets listen(String host, int port, String user, String password)
            throws IOException {
        return new MediaSockets(host, port, user, password);
    }

    public int port() {
        return server.port();
    }

    /// Announces a stream. Each frame goes to `frames`, on the stream's own thread, in order.
    ///
    /// @param channelId the channel whose audio it must be
    public MediaStream expect(String channelId, Consumer<short[]> frames) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        var stream = new MediaStream(channelId, token, frames, () -> expected.remove(token));
        expected.put(token, stream);
        return stream;
    }

    private boolean isExpected(SocketRequest request) {
        return PATH.equals(request.path())
                && isAsterisk(request)
                && expected.containsKey(token(request));
    }

    private boolean isAsterisk(SocketRequest request) {
        String shown = request.headers().getOrDefault("authorization", "");
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8),
                credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static String token(SocketRequest request) {
        return request.query().getOrDefault(TOKEN, "");
    }

    private void serve(Socket socket) {
        MediaStream stream = expected.remove(token(socket.request())); // a token serves once
        if (stream == null) {
            return;
        }
        try {
            receive(socket, stream);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.error("an audio stream could not be handled and is ended; others go on", failure);
        } finally {
            stream.onEnd();
        }
    }

    private static void receive(Socket socket, MediaStream stream) throws InterruptedException {
        boolean goOn = true;
        while (goOn) {
            Optional<Frame> next = socket.receive();
            if (next.isEmpty()) {
                return;
            }
            goOn =
                    switch (next.get()) {
                        case Frame.Text text -> stream.onText(text.text());
                        case Frame.Binary binary -> stream.onBinary(binary.bytes());
                    };
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
