package org.earshot.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The event loops behind the blocking API, and the way from a future to a waiting thread.
final class Reactor {

    /// Long enough for a loaded machine; only start and stop wait this long.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Reactor() {}

    /// Two loops carry far more 20 ms frames than one machine has calls; blocking work runs on
    /// virtual threads, so Vert.x' own worker pools stay at their smallest.
    static Vertx create() {
        return Vertx.vertx(
                new VertxOptions()
                        .setEventLoopPoolSize(2)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(2));
    }

    /// Waits on the calling (virtual) thread.
    static <T> T await(Future<T> future, Duration patience)
            throws ExecutionException, TimeoutException, InterruptedIOException {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the network");
        }
    }

    /// Closing is best effort: what does not close in time ends with the process.
    static void awaitQuietly(Future<?> future) {
        try {
            await(future, PATIENCE);
        } catch (ExecutionException | TimeoutException | InterruptedIOException ignored) {
            // nothing left to do about it
        }
    }

    static Map<String, String> firstValues(Iterable<Map.Entry<String, String>> pairs) {
        var map = new HashMap<String, String>();
        pairs.forEach(
                pair -> map.putIfAbsent(pair.getKey().toLowerCase(Locale.ROOT), pair.getValue()));
        return map;
    }
}
