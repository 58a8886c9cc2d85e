package org.earshot.sip;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One TCP or TLS connection. All fields are its event loop's, except `lastHeard`, which the table
/// reads to find the one idle longest.
///
/// ```
/// opening --connected (and TLS agreed)--> open --lost, too slow, malformed--> closed
///    +------ not reachable: kept closed for half a second, so that a dead neighbour costs two tries a second ------+
/// ```
@SuppressWarnings("FutureReturnValueIgnored") // what is lost is counted where it is lost
final class StreamConnection extends ChannelInboundHandlerAdapter {

    private enum State {
        OPENING,
        OPEN,
        CLOSED
    }

    /// What may wait for a connection being opened: a few messages.
    private static final int WAITING_BYTES = 64 << 10;

    private static final long REST_MILLIS = 500;
    private static final byte[] PONG = {'\r', '\n'};

    private final Streams streams;
    private final TransportLoop loop;
    private final int port;
    private final Hop hop;
    private final StreamFraming framing;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private State state = State.OPENING;
    private volatile @Nullable Channel channel; // read by whoever shuts it
    private int waitingBytes;
    private int reserved;
    private boolean spoke;
    private final boolean accepted;
    private final long since = System.nanoTime();
    private long messageSince;
    private volatile long lastHeard = since;

    StreamConnection(Streams streams, TransportLoop loop, int port, Hop hop, boolean accepted) {
        this.streams = streams;
        this.loop = loop;
        this.port = port;
        this.hop = hop;
        this.accepted = accepted;
        this.framing = new StreamFraming(streams.limits().messageBytes());
    }

    int port() {
        return port;
    }

    Hop hop() {
        return hop;
    }

    long lastHeard() {
        return lastHeard;
    }

    void send(byte[] bytes, int length) {
        byte[] copy = java.util.Arrays.copyOf(bytes, length);
        if (loop.eventLoop().inEventLoop()) {
            sendHere(copy);
        } else {
            loop.eventLoop().execute(() -> sendHere(copy));
        }
    }

    private void sendHere(byte[] bytes) {
        Channel open = channel;
        switch (state) {
            case OPENING -> {
                if (waitingBytes + bytes.length > WAITING_BYTES) {
                    loop.lost();
                    return;
                }
                waitingBytes += bytes.length;
                waiting.add(bytes);
            }
            case OPEN -> {
                if (open == null || !open.isWritable()) {
                    loop.lost();
                    return;
                }
                loop.write(open, open.alloc().directBuffer(bytes.length).writeBytes(bytes));
            }
            case CLOSED -> loop.lost();
        }
    }

    /// The connect failed.
    void unreachable() {
        loop.eventLoop()
                .execute(() -> {
                    closed();
                    loop.eventLoop()
                            .schedule(() -> streams.gone(this), REST_MILLIS, TimeUnit.MILLISECONDS);
                });
    }

    /// Ends it from any thread.
    void shut() {
        Channel open = channel;
        if (open != null) {
            streams.counters().closedConnections.increment();
            open.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        watch(context);
        if (hop.protocol() == Protocol.TCP) {
            opened();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            opened();
        }
    }

    private void opened() {
        state = State.OPEN;
        waitingBytes = 0;
        for (byte[] message = waiting.poll(); message != null; message = waiting.poll()) {
            sendHere(message);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object received) {
        var bytes = (ByteBuf) received;
        try {
            int length = bytes.readableBytes();
            int at = framing.room(length);
            if (!accounted()) {
                shut();
                return;
            }
            bytes.readBytes(framing.bytes(), at, length);
            framing.appended(length);
            deliver(context);
        } finally {
            bytes.release();
        }
    }

    private void deliver(ChannelHandlerContext context) {
        long now = System.nanoTime();
        while (state == State.OPEN) {
            switch (framing.next()) {
                case MESSAGE -> {
                    spoke = true;
                    lastHeard = now;
                    messageSince = 0;
                    loop.deliver(port, framing.bytes(), framing.messageLength(), hop);
                }
                case PING -> {
                    lastHeard = now;
                    context.writeAndFlush(context.alloc().buffer(2).writeBytes(PONG));
                }
                case BROKEN -> {
                    shut();
                    return;
                }
                case NOTHING -> {
                    messageSince =
                            framing.midMessage() ? messageSince == 0 ? now : messageSince : 0;
                    accounted();
                    return;
                }
            }
        }
    }

    /// Tells the common budget how much memory is held here.
    private boolean accounted() {
        int more = framing.held() - reserved;
        if (more > 0 && !streams.reserve(more)) {
            return false;
        }
        if (more < 0) {
            streams.release(-more);
        }
        reserved += more;
        return true;
    }

    /// Looks every second whether the far end keeps to the times.
    private void watch(ChannelHandlerContext context) {
        context.executor()
                .schedule(
                        () -> {
                            if (state == State.CLOSED) {
                                return;
                            }
                            if (late(System.nanoTime())) {
                                shut();
                            } else {
                                watch(context);
                            }
                        },
                        1,
                        TimeUnit.SECONDS);
    }

    private boolean late(long now) {
        var limits = streams.limits();
        boolean slow = messageSince != 0 && now - messageSince > limits.messageTime().toNanos();
        boolean silent = accepted && !spoke && now - since > limits.firstMessageTime().toNanos();
        boolean stuck = state == State.OPENING && now - since > limits.firstMessageTime().toNanos();
        return slow || silent || stuck || now - lastHeard > limits.idleTime().toNanos();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closed();
        streams.gone(this);
    }

    private void closed() {
        state = State.CLOSED;
        streams.release(reserved);
        reserved = 0;
        while (waiting.poll() != null) {
            loop.lost();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof Error error && !(cause instanceof StackOverflowError)) {
            loop.fatal(error);
        }
        shut();
    }
}
