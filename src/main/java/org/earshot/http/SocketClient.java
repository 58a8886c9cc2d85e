package org.earshot.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Opens WebSockets for blocking code. One client serves a whole process.
public final class SocketClient implements AutoCloseable {

    private final Vertx vertx = Reactor.create();
    private final WebSocketClient client =
            vertx.createWebSocketClient(
                    new WebSocketClientOptions()
                            .setMaxConnections(10_000)
                            .setTcpNoDelay(true)
                            .setClosingTimeout(2));

    /// Connects to `address` (`ws:` or `wss:`).
    ///
    /// @throws SocketRefused when nobody listens there, no answer came in time, or the server said
    ///   no
    public Socket connect(URI address, Duration patience) throws IOException {
        var options =
                new WebSocketConnectOptions()
                        .setAbsoluteURI(address.toString())
                        .setTimeout(Math.max(1, patience.toMillis()));
        var request = new SocketRequest(address.getPath(), Map.of(), Map.of());
        // map() runs on the socket's event loop, before its first message can be delivered.
        var socket = client.connect(options).map(webSocket -> new Socket(request, webSocket));
        try {
            return Reactor.await(socket, patience.plusSeconds(1));
        } catch (ExecutionException failure) {
            throw refused(address, failure.getCause());
        } catch (TimeoutException late) {
            var _ = socket.onSuccess(Socket::close); // nobody waits for it any more
            throw refused(address, late);
        }
    }

    @Override
    public void close() {
        Reactor.awaitQuietly(vertx.close());
    }

    private static SocketRefused refused(URI address, @Nullable Throwable why) {
        int status = why instanceof UpgradeRejectedException rejected ? rejected.getStatus() : 0;
        String reason = status == 0 ? "no answer" : "HTTP status " + status;
        return new SocketRefused(
                "no WebSocket at " + address.getHost() + ":" + address.getPort() + ": " + reason,
                status,
                why);
    }
}
