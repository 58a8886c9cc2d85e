package org.earshot.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From the event loop to an operation on a virtual thread and back.
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private static final Map<Integer, String> SENTENCES =
            Map.of(
                    400, "The request does not fit the API's contract.",
                    403, "A page of another site may not ask this; open Earshot's own address.",
                    404, "There is nothing here.",
                    405, "This method is not offered here.",
                    413, "The request is too large.",
                    415, "The request must be application/json.",
                    503, "Too many requests at once; try again in a second.");

    private final Vertx vertx;
    private final Semaphore free;
    private final ExecutorService operations =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 1).factory());

    Dispatcher(Vertx vertx, int maxConcurrent) {
        this.vertx = vertx;
        this.free = new Semaphore(maxConcurrent);
    }

    void dispatch(Operation operation, RoutingContext http) {
        if (!free.tryAcquire()) {
            send(http, error(503).withHeader("Retry-After", "1"));
            return;
        }
        Context loop = vertx.getOrCreateContext();
        Request request = request(http);
        operations.execute(() -> {
            Response response = answer(operation, request);
            loop.runOnContext(_ -> send(http, response));
        });
    }

    /// Answers what no operation saw. Its cause is neither sent nor logged in words: they may quote
    /// the body.
    void refuse(RoutingContext http) {
        int status = http.statusCode() > 0 ? http.statusCode() : 500;
        if (status >= 500) {
            LOG.error("An HTTP request failed before its operation: {}", nameOf(http.failure()));
        }
        send(http, error(status));
    }

    private static String nameOf(@Nullable Throwable failure) {
        return failure == null ? "no cause given" : failure.getClass().getName();
    }

    void close() {
        operations.shutdown();
        try {
            if (!operations.awaitTermination(2, TimeUnit.SECONDS)) {
                operations.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            operations.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it is, it ends here and costs one request
    private Response answer(Operation operation, Request request) {
        try {
            return operation.answer(request);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return error(503);
        } catch (Exception failure) {
            LOG.error("An HTTP operation failed; others go on", failure);
            return error(500);
        } finally {
            free.release();
        }
    }

    private static Request request(RoutingContext http) {
        try {
            return new Request(
                    http.pathParams(),
                    Reactor.firstValues(http.queryParams()),
                    Reactor.firstValues(http.request().headers()),
                    Json.read(http.body().buffer()),
                    http.request().remoteAddress().hostAddress());
        } catch (IOException unreadable) {
            throw new IllegalStateException("the contract's check let broken JSON through");
        }
    }

    private static Response error(int status) {
        return Response.error(
                status, SENTENCES.getOrDefault(status, "This failed on our side; try again."));
    }

    private static void send(RoutingContext http, Response response) {
        var out = http.response();
        if (out.closed() || out.ended()) {
            return;
        }
        out.setStatusCode(response.status());
        // Answers may be about a case: no cache may keep them, no browser guess at them.
        out.putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff");
        response.headers().forEach(out::putHeader);
        response.cookies().forEach(cookie -> out.headers().add("Set-Cookie", cookie));
        Object body = response.body();
        if (body == null) {
            var _ = out.end();
            return;
        }
        if (body instanceof Content(var type, var text)) {
            var _ = out.putHeader("Content-Type", type).end(text);
            return;
        }
        try {
            var json = Json.write(body);
            var _ = out.putHeader("Content-Type", "application/json").end(json);
        } catch (IOException unwritable) {
            LOG.error("An answer cannot be written as JSON", unwritable);
            var _ = out.setStatusCode(500).end();
        }
    }
}
