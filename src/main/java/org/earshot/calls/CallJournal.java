package org.earshot.calls;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.earshot.telephony.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a call tells the database, in order, on a thread of its own: a database that is away must
/// not make a caller wait in silence. Who needs to know that something was committed asks for it
/// with a patience of his own.
final class CallJournal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallJournal.class);

    private final CallId call;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("journal-", 0).factory());

    CallJournal(CallId call) {
        this.call = call;
    }

    /// Writes when its turn comes. A write that fails for good is logged; the sweep makes up for it
    /// later.
    void write(String what, Runnable statement) {
        var _ =
                submit(
                        what,
                        () -> {
                            statement.run();
                            return true;
                        });
    }

    /// Writes, and waits until it is committed.
    ///
    /// @throws TimeoutException when `patience` passed; it may still be written later
    /// @throws ExecutionException when it could not be written
    <T> T commit(String what, Supplier<T> statement, Duration patience)
            throws TimeoutException, ExecutionException {
        try {
            return submit(what, statement).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(what + " was interrupted", interrupted);
        }
    }

    private <T> CompletableFuture<T> submit(String what, Supplier<T> statement) {
        return CompletableFuture.supplyAsync(statement, writer)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.error("Not written: {} callId={}", what, call, failure);
                    }
                });
    }

    /// Waits for what is still to be written; each statement has the database's own patience.
    @Override
    public void close() {
        writer.close();
    }
}
