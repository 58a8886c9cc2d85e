package org.earshot.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Serves an OpenAPI contract: what comes in is checked against it, then given to the [Operation]
/// of that `operationId` on a virtual thread.
///
/// Every error is JSON, `{"error": "…"}`: 400 does not fit the contract, 404 and 405 not in it, 413
/// too large, 500 the operation failed, 503 too many at once.
public final class WebServer implements AutoCloseable {

    /// Where the paths of a contract begin, where there are pages beside it.
    private static final String API = "/v1/";

    private final Vertx vertx;
    private final Dispatcher dispatcher;
    private final HttpServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private WebServer(Vertx vertx, Dispatcher dispatcher, WebSettings settings) {
        this.vertx = vertx;
        this.dispatcher = dispatcher;
        var options =
                new HttpServerOptions()
                        .setIdleTimeout((int) settings.idle().toSeconds())
                        .setMaxHeaderSize(16 << 10)
                        .setHttp2ClearTextEnabled(false)
                        .setTcpNoDelay(true);
        Tls tls = settings.tls();
        if (tls != null) {
            tls.addTo(options);
        }
        this.server = vertx.createHttpServer(options);
    }

    /// Serves until closed.
    ///
    /// @param contract OpenAPI 3 in YAML; closed here
    /// @param operations one for each `operationId` of the contract, and no other
    /// @throws IllegalArgumentException when contract and operations do not match
    /// @throws IOException when the contract cannot be read or the port cannot be had
    public static WebServer start(
            WebSettings settings, InputStream contract, Map<String, Operation> operations)
            throws IOException {
        return start(settings, contract, operations, Optional.empty());
    }

    /// The same, for browsers too.
    ///
    /// @param pages served wherever the contract has nothing
    public static WebServer start(
            WebSettings settings,
            InputStream contract,
            Map<String, Operation> operations,
            Pages pages)
            throws IOException {
        return start(settings, contract, operations, Optional.of(pages));
    }

    private static WebServer start(
            WebSettings settings,
            InputStream contract,
            Map<String, Operation> operations,
            Optional<Pages> pages)
            throws IOException {
        var vertx = Reactor.create();
        var dispatcher = new Dispatcher(vertx, settings.maxConcurrent());
        var web = new WebServer(vertx, dispatcher, settings);
        try (contract) {
            web.listen(settings, contract, operations, pages);
            return web;
        } catch (IOException | RuntimeException failure) {
            web.close();
            throw failure;
        }
    }

    public int port() {
        return server.actualPort();
    }

    /// Lets running operations finish for a moment.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        Reactor.awaitQuietly(server.close());
        dispatcher.close();
        Reactor.awaitQuietly(vertx.close());
    }

    private void listen(
            WebSettings settings,
            InputStream yaml,
            Map<String, Operation> operations,
            Optional<Pages> pages)
            throws IOException {
        OpenAPIContract contract = parse(yaml);
        requireAll(contract, operations);
        Router router = router(settings, contract, operations);
        pages.ifPresent(files -> {
            new BrowserGuard(settings.host()).addTo(router);
            files.addTo(router, API);
        });
        try {
            server.requestHandler(router);
            Reactor.await(server.listen(settings.port(), settings.host()), Reactor.PATIENCE);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException(
                    "cannot listen on "
                            + settings.host()
                            + ":"
                            + settings.port()
                            + " for HTTP: is the port in use by another program? Set web.port to"
                            + " another",
                    failure);
        }
    }

    private OpenAPIContract parse(InputStream yaml) throws IOException {
        try {
            return Reactor.await(
                    OpenAPIContract.from(vertx, Json.contract(yaml)), Reactor.PATIENCE);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("the OpenAPI contract cannot be used: " + failure, failure);
        }
    }

    private Router router(
            WebSettings settings, OpenAPIContract contract, Map<String, Operation> operations) {
        var builder = RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
        // No uploads: a body stays in memory, up to the limit.
        builder.rootHandler(BodyHandler.create(false).setBodyLimit(settings.maxBodyBytes()));
        for (var route : builder.getRoutes()) {
            var operation = requireNonNull(operations.get(route.getOperation().getOperationId()));
            route.addHandler(context -> dispatcher.dispatch(operation, context))
                    .addFailureHandler(dispatcher::refuse);
        }
        Router router = builder.createRouter();
        for (int status : new int[] {400, 403, 404, 405, 413, 415, 500}) {
            router.errorHandler(status, dispatcher::refuse);
        }
        return router;
    }

    private static void requireAll(OpenAPIContract contract, Map<String, Operation> operations) {
        var wanted = new TreeSet<String>();
        contract.operations().forEach(operation -> wanted.add(operation.getOperationId()));
        if (!wanted.equals(operations.keySet())) {
            throw new IllegalArgumentException(
                    "the contract has the operations "
                            + wanted
                            + ", the program "
                            + new TreeSet<>(operations.keySet()));
        }
    }
}
