package org.earshot.http;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes WebSockets and gives each to a blocking handler on a virtual thread of its own.
public final class SocketServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SocketServer.class);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    /// Asterisk's chan_websocket asks for this subprotocol and hangs up without it.
    private static final List<String> SUBPROTOCOLS = List.of("media");

    private final Vertx vertx;
    private final HttpServer server;
    private final ExecutorService handlers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("socket-", 1).factory());

    private final AtomicBoolean closed = new AtomicBoolean();

    private SocketServer(Vertx vertx, Predicate<SocketRequest> accept, Consumer<Socket> handler) {
        this.vertx = vertx;
        this.server =
                vertx.createHttpServer(
                                new HttpServerOptions()
                                        .setWebSocketSubProtocols(SUBPROTOCOLS)
                                        .setPerMessageWebSocketCompressionSupported(false)
                                        .setPerFrameWebSocketCompressionSupported(false)
                                        .setTcpNoDelay(true))
                        .webSocketHandshakeHandler(handshake -> greet(handshake, accept))
                        .webSocketHandler(webSocket -> serve(webSocket, handler))
                        .requestHandler(request -> request.response().setStatusCode(426).end());
    }

    /// Listens until closed.
    ///
    /// @param port 0 takes any free one, see [#port]
    /// @param accept says yes or no (the client then gets a 403); must not block
    /// @param handler serves one socket; the socket is closed when it returns or throws
    /// @throws IOException when the port cannot be had
    public static SocketServer listen(
            String host, int port, Predicate<SocketRequest> accept, Consumer<Socket> handler)
            throws IOException {
        var vertx = Reactor.create();
        var server = new SocketServer(vertx, accept, handler);
        try {
            Reactor.await(server.server.listen(port, host), Reactor.PATIENCE);
            return server;
        } catch (ExecutionException | TimeoutException failure) {
            server.close();
            throw new IOException(
                    "cannot listen on "
                            + host
                            + ":"
                            + port
                            + " for WebSockets: is the port in use by another program?",
                    failure);
        }
    }

    public int port() {
        return server.actualPort();
    }

    /// Closes every socket, lets the handlers finish for a moment, then interrupts them.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        Reactor.awaitQuietly(server.close());
        handlers.shutdown();
        try {
            if (!handlers.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                handlers.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            handlers.shutdownNow();
            Thread.currentThread().interrupt();
        }
        Reactor.awaitQuietly(vertx.close());
    }

    private static void greet(ServerWebSocketHandshake handshake, Predicate<SocketRequest> accept) {
        if (accept.test(request(handshake.path(), handshake.query(), handshake.headers()))) {
            var _ = handshake.accept();
        } else {
            var _ = handshake.reject(403);
        }
    }

    private void serve(ServerWebSocket webSocket, Consumer<Socket> handler) {
        var request = request(webSocket.path(), webSocket.query(), webSocket.headers());
        var socket = new Socket(request, webSocket);
        handlers.execute(() -> {
            try (socket) {
                handler.accept(socket);
            } catch (RuntimeException failure) {
                LOG.error("WebSocket {} failed and is closed; others go on", request, failure);
            }
        });
    }

    private static SocketRequest request(String path, @Nullable String query, MultiMap headers) {
        return new SocketRequest(path, parse(query), Reactor.firstValues(headers));
    }

    private static Map<String, String> parse(@Nullable String query) {
        var parameters = new HashMap<String, String>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!name.isEmpty()) {
                parameters.putIfAbsent(decode(name), decode(value));
            }
        }
        return parameters;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return encoded;
        }
    }
}
