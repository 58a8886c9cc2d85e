package org.earshot.ari;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One WebSocket to Asterisk, from its opening to its end. Answers are matched to their questions,
/// events are handed on one after the other.
final class AriSocket implements WebSocket.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(AriSocket.class);

    private final ObjectMapper json;
    private final Consumer<AriMessage> events;
    private final Map<String, CompletableFuture<AriMessage>> waiting = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder(); // only the listener's thread
    private final ReentrantLock sending = new ReentrantLock(); // java.net.http: one send at a time
    private volatile @Nullable WebSocket wire;
    private volatile long heardAt = System.nanoTime();

    AriSocket(ObjectMapper json, Consumer<AriMessage> events) {
        this.json = json;
        this.events = events;
    }

    /// Completed when the connection is over, whoever ended it.
    CompletableFuture<Void> ended() {
        return ended;
    }

    boolean isOpen() {
        return !ended.isDone();
    }

    Duration silentFor() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    /// Sends `text` and waits for the answer with `requestId`; null when none came in time.
    @Nullable AriMessage ask(String requestId, String text, Duration timeout)
            throws InterruptedException {
        WebSocket to = wire;
        if (to == null) {
            return null;
        }
        var answer = new CompletableFuture<AriMessage>();
        waiting.put(requestId, answer);
        try {
            if (!isOpen() || !send(to, text, timeout)) {
                return null;
            }
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException | CancellationException none) {
            return null;
        } finally {
            waiting.remove(requestId);
        }
    }

    /// A send once begun is waited for even when interrupted: the next one must not overtake it.
    private boolean send(WebSocket to, String text, Duration timeout) throws InterruptedException {
        if (!sending.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            to.sendText(text, true).orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS).join();
            return true;
        } catch (CompletionException broken) {
            abort(); // java.net.http then does not always tell the listener
            return false;
        } finally {
            sending.unlock();
        }
    }

    void ping() {
        WebSocket to = wire;
        if (to != null) {
            var _ = to.sendPing(ByteBuffer.allocate(0)).exceptionally(this::broken);
        }
    }

    private @Nullable WebSocket broken(Throwable why) {
        abort();
        return null;
    }

    /// Ends it without a word to the other side, which may not be listening.
    void abort() {
        WebSocket to = wire;
        if (to != null) {
            to.abort();
        }
        end();
    }

    void sayGoodbye() {
        WebSocket to = wire;
        if (to != null) {
            var _ = to.sendClose(WebSocket.NORMAL_CLOSURE, "");
        }
    }

    private void end() {
        ended.complete(null);
        waiting.values().forEach(answer -> answer.cancel(false));
    }

    @Override
    public void onOpen(WebSocket opened) {
        wire = opened;
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heardAt = System.nanoTime();
        partial.append(data);
        if (last) {
            String whole = partial.toString();
            partial.setLength(0);
            deliver(whole);
        }
        from.request(1);
        return null;
    }

    private void deliver(String text) {
        try {
            AriMessage message = json.readValue(text, AriMessage.class);
            if (!message.isResponse()) {
                events.accept(message);
            } else if (message.requestId() != null) {
                CompletableFuture<AriMessage> asked = waiting.remove(message.requestId());
                if (asked != null) {
                    asked.complete(message);
                }
            }
        } catch (JsonProcessingException unreadable) {
            // The text itself may hold a number: not logged.
            LOG.warn("Asterisk sent a message of {} characters that is no event", text.length());
        } catch (RuntimeException failure) {
            LOG.error("an event of Asterisk could not be handled; others go on", failure);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
        heardAt = System.nanoTime();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        end();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable why) {
        LOG.info("the connection to Asterisk broke: {}", why.toString());
        end();
    }
}
