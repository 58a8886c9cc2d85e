package org.earshot.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A WebSocket for blocking code. One thread may receive while others send.
///
/// Bounded by credit: at most [#WINDOW] messages wait here; beyond that the network is not read, so
/// that the sender is held back by TCP and nothing piles up.
public final class Socket implements AutoCloseable {

    /// Messages that may wait to be received: 1.28 s of 20 ms audio frames.
    static final int WINDOW = 64;

    /// A peer that takes nothing for this long is as good as gone.
    private static final Duration SEND_PATIENCE = Duration.ofSeconds(10);

    /// "Connection was closed abnormally", never sent by a peer (RFC 6455 section 7.4.1).
    private static final short CUT_OFF = 1006;

    private static final int MAX_MESSAGE_BYTES = 4 << 20;

    private final SocketRequest request;
    private final WebSocketBase webSocket;
    private final BlockingQueue<Optional<Frame>> received = new LinkedBlockingQueue<>();

    // Both touched on the event loop only.
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean text;

    private volatile boolean ended; // an end marker has been queued; written on the event loop
    private volatile boolean closedCleanly;

    /// Must run on the event loop of `webSocket`, so that no message slips by before we listen.
    Socket(SocketRequest request, WebSocketBase webSocket) {
        this.request = request;
        this.webSocket = webSocket;
        webSocket.pause();
        webSocket.frameHandler(this::onFrame);
        webSocket.exceptionHandler(_ -> {}); // told by the end marker and by failing sends
        webSocket.closeHandler(_ -> onConnectionGone());
        webSocket.fetch(WINDOW);
    }

    public SocketRequest request() {
        return request;
    }

    /// Waits for the next message.
    ///
    /// @return empty when the socket is closed and everything that came before has been received
    public Optional<Frame> receive() throws InterruptedException {
        return credited(received.take());
    }

    /// Waits at most `patience` for the next message.
    ///
    /// @return empty when none came in time or the socket is closed; [#isOpen] tells which
    public Optional<Frame> receive(Duration patience) throws InterruptedException {
        Optional<Frame> next = received.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        return next == null ? Optional.empty() : credited(next);
    }

    /// Sends a text message; returns when the operating system has taken it.
    public void send(String words) throws IOException {
        awaitSent(webSocket.writeTextMessage(words));
    }

    /// Sends a binary message; returns when the operating system has taken it.
    public void send(byte[] bytes) throws IOException {
        awaitSent(webSocket.writeBinaryMessage(Buffer.buffer(bytes)));
    }

    public boolean isOpen() {
        return !ended && !webSocket.isClosed();
    }

    /// Whether the peer said goodbye (a close frame, RFC 6455 section 5.5.1) rather than vanish.
    public boolean closedCleanly() {
        return closedCleanly;
    }

    /// Says goodbye. A thread that waits in [#receive()] is let go.
    @Override
    public void close() {
        if (!webSocket.isClosed()) {
            var _ = webSocket.close();
        }
        end();
    }

    private Optional<Frame> credited(Optional<Frame> next) {
        if (next.isPresent()) {
            webSocket.fetch(1);
        } else {
            received.add(next); // whoever asks again shall hear the same
        }
        return next;
    }

    private void awaitSent(Future<Void> sent) throws IOException {
        try {
            Reactor.await(sent, SEND_PATIENCE);
        } catch (ExecutionException failure) {
            throw new SocketClosed("the WebSocket " + request + " is closed", failure.getCause());
        } catch (TimeoutException stuck) {
            close();
            throw new SocketClosed(
                    "the peer of WebSocket "
                            + request
                            + " took nothing for "
                            + SEND_PATIENCE.toSeconds()
                            + " s",
                    stuck);
        }
    }

    private void onFrame(WebSocketFrame frame) {
        if (frame.isClose()) {
            closedCleanly = true;
            end();
        } else if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
            onData(frame);
        } // pings are answered, and their credit given back, by Vert.x
    }

    private void onData(WebSocketFrame frame) {
        if (!frame.isContinuation()) {
            message.reset();
            text = frame.isText();
        }
        message.writeBytes(frame.binaryData().getBytes());
        if (message.size() > MAX_MESSAGE_BYTES) {
            var _ = webSocket.close((short) 1009); // "message too big", RFC 6455 section 7.4.1
            end();
        } else if (!frame.isFinal()) {
            webSocket.fetch(1); // credit counts messages, not fragments
        } else {
            offer(whole());
        }
    }

    private Frame whole() {
        return text
                ? new Frame.Text(message.toString(StandardCharsets.UTF_8))
                : new Frame.Binary(message.toByteArray());
    }

    private void offer(@Nullable Frame frame) {
        if (!ended) {
            received.add(Optional.ofNullable(frame));
        }
    }

    /// After a goodbye the close frame still waits its turn behind unread messages; after a cut
    /// there is none, and the end is here.
    private void onConnectionGone() {
        Short status = webSocket.closeStatusCode();
        if (status == null || status == CUT_OFF) {
            end();
        }
    }

    private void end() {
        offer(null);
        ended = true;
    }
}
