package org.earshot.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// `POST /add-checkpoint` on this machine ([tlog-witness](https://c2sp.org/tlog-witness)). By the
/// JDK's own server: bodies are plain text, and the witness should need little else to run.
public final class WitnessServer implements AutoCloseable {

    private static final String PATH = "/add-checkpoint";
    private static final int MOST_BYTES = 32 << 10;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private WitnessServer(Witness witness, int port) throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        server.createContext("/", exchange -> serve(witness, exchange));
        server.setExecutor(threads);
    }

    /// @param port 0 takes any free one
    /// @throws IOException when it cannot be had
    public static WitnessServer start(Witness witness, int port) throws IOException {
        var server = new WitnessServer(witness, port);
        server.server.start();
        return server;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private static void serve(Witness witness, HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
            WitnessAnswer answer = answer(witness, exchange, body);
            byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            answer.status() == WitnessAnswer.CONFLICT
                                    ? "text/x.tlog.size"
                                    : "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(answer.status(), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private static WitnessAnswer answer(Witness witness, HttpExchange exchange, byte[] body) {
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            return new WitnessAnswer(404, "only " + PATH + " is here\n");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return new WitnessAnswer(405, "POST only\n");
        }
        return body.length > MOST_BYTES
                ? new WitnessAnswer(413, "more than 32 KiB\n")
                : witness.ask(new String(body, StandardCharsets.UTF_8));
    }
}
