package org.earshot.sip;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One event loop with its sockets and handlers. Everything here is the loop's own thread's, except
/// [#send] which others may call too.
@SuppressWarnings("FutureReturnValueIgnored") // what is lost is counted where it is lost
final class TransportLoop implements SipSink {

    private static final Logger LOG = LoggerFactory.getLogger(TransportLoop.class);

    /// Sent at the latest after that many, so that the first of a long turn does not wait for the
    /// last.
    static final int FLUSH_EVERY = 32;

    private static final long COMPLAIN_EVERY_NANOS = 1_000_000_000L;

    private final EventLoop eventLoop;
    private final Streams streams;
    private final TransportCounters counters;
    private final Consumer<Error> fatal;
    private final @Nullable DatagramPort[] datagrams;
    private final @Nullable SipHandler[] handlers;
    private final LoopLoad load;
    private final byte[] message = new byte[65_536];
    private final List<Channel> unflushed = new ArrayList<>();
    private int written;
    private boolean inTurn;
    private long complainedAt = System.nanoTime() - COMPLAIN_EVERY_NANOS;

    TransportLoop(
            EventLoop eventLoop,
            int ports,
            Streams streams,
            TransportCounters counters,
            Consumer<Error> fatal) {
        this.eventLoop = eventLoop;
        this.streams = streams;
        this.counters = counters;
        this.fatal = fatal;
        this.datagrams = new @Nullable DatagramPort[ports];
        this.handlers = new @Nullable SipHandler[ports];
        this.load = new LoopLoad(ports);
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    void handlers(int index, LoopHandlers factory) {
        Arrays.setAll(handlers, port -> factory.create(index, port, load));
    }

    void datagrams(int port, DatagramPort socket) {
        datagrams[port] = socket;
    }

    /// A turn ends with [#endTurn]; what is sent meanwhile leaves together.
    void beginTurn(int port) {
        inTurn = true;
        load.turnBegan(port, System.nanoTime());
    }

    /// @param empty whether the UDP socket of the port was seen empty
    void endTurn(int port, boolean empty) {
        inTurn = false;
        flush();
        load.turnEnded(port, empty, System.nanoTime());
    }

    void fatal(Error end) {
        fatal.accept(end);
    }

    /// Something could not be sent or read; what it was is nobody's business.
    void lost() {
        counters.unsent.increment();
    }

    /// Where a datagram is put before it is delivered.
    byte[] message() {
        return message;
    }

    /// The datagram in the first `length` bytes of [#message].
    void deliverDatagram(int port, int length, Hop source) {
        load.took(port);
        deliver(port, message, length, source);
    }

    void deliver(int port, byte[] bytes, int length, Hop source) {
        SipHandler handler = handlers[port];
        if (handler == null) {
            return;
        }
        counters.received.increment();
        try {
            handler.on(bytes, length, source, this);
        } catch (RuntimeException | StackOverflowError fault) {
            counters.failed.increment();
            complain(fault);
        } catch (Error end) {
            fatal.accept(end);
        }
    }

    @Override
    public void send(int port, byte[] bytes, int length, Hop to) {
        switch (to.protocol()) {
            case UDP -> sendDatagram(port, bytes, length, to);
            case TCP, TLS -> streams.send(this, port, bytes, length, to);
        }
    }

    private void sendDatagram(int port, byte[] bytes, int length, Hop to) {
        DatagramPort socket = datagrams[port];
        if (socket == null || to.address().isUnresolved()) {
            counters.unsent.increment();
            return;
        }
        if (eventLoop.inEventLoop()) {
            send(socket, bytes, length, to.address());
        } else {
            byte[] copy = Arrays.copyOf(bytes, length);
            eventLoop.execute(() -> send(socket, copy, length, to.address()));
        }
    }

    private void send(DatagramPort socket, byte[] bytes, int length, InetSocketAddress to) {
        if (socket.send(bytes, length, to)) {
            counters.sent.increment();
            written();
        } else {
            counters.unsent.increment();
        }
    }

    /// Writes now and flushes with the turn. On the loop's thread only.
    void write(Channel channel, Object packet) {
        counters.sent.increment();
        channel.write(packet, channel.voidPromise());
        if (!unflushed.contains(channel)) { // a handful at most
            unflushed.add(channel);
        }
        written();
    }

    private void written() {
        if (!inTurn || ++written >= FLUSH_EVERY) {
            flush();
        }
    }

    private void flush() {
        written = 0;
        for (DatagramPort socket : datagrams) {
            if (socket != null) {
                socket.flush();
            }
        }
        for (int i = 0; i < unflushed.size(); i++) {
            unflushed.get(i).flush();
        }
        unflushed.clear();
    }

    /// The class and the place only: an exception's message may quote the SIP message.
    private void complain(Throwable fault) {
        long now = System.nanoTime();
        if (now - complainedAt < COMPLAIN_EVERY_NANOS) {
            return;
        }
        complainedAt = now;
        StackTraceElement[] trace = fault.getStackTrace();
        LOG.error(
                "A message could not be handled: {} at {}",
                fault.getClass().getName(),
                trace.length == 0 ? "an unknown place" : trace[0]);
    }
}
