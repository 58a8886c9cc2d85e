package org.earshot.sip;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// SIP over UDP, TCP and TLS ([RFC 3261 §18](https://www.rfc-editor.org/rfc/rfc3261#section-18)):
/// hands whole messages to handlers and sends what they say. Keeps nothing between messages but
/// open connections.
///
/// UDP: each loop has its own socket on every address (SO_REUSEPORT: the kernel deals datagrams out
/// by source), reads up to 16 datagrams with one `recvmmsg` and sends a turn's messages with one
/// `sendmmsg`.
@SuppressWarnings("FutureReturnValueIgnored") // what is lost is counted where it is lost
public final class SipTransport implements AutoCloseable {

    private final TransportCounters counters = new TransportCounters();
    private final MultiThreadIoEventLoopGroup group;
    private final List<TransportLoop> loops = new ArrayList<>();
    private final List<Bound> bound = new ArrayList<>();
    private final Streams streams;

    /// @param close closes it at once
    private record Bound(ListeningPoint point, InetSocketAddress address, Runnable close) {}

    private SipTransport(NettyIo io, TransportSettings settings, Consumer<Error> fatal)
            throws IOException {
        this.group = io.loops(settings.loops());
        this.streams = new Streams(io, settings, counters);
        for (int index = 0; index < settings.loops(); index++) {
            loops.add(new TransportLoop(group.next(), settings.ports(), streams, counters, fatal));
        }
    }

    /// Opens all listening points.
    ///
    /// @param fatal told of an [Error] in a handler, after which this process should end
    /// @throws IOException when an address cannot be had or a keystore not be read; the message
    ///   says which
    public static SipTransport open(
            TransportSettings settings, LoopHandlers handlers, Consumer<Error> fatal)
            throws IOException {
        return open(settings, handlers, fatal, NettyIo.epollHere());
    }

    static SipTransport open(
            TransportSettings settings, LoopHandlers handlers, Consumer<Error> fatal, boolean epoll)
            throws IOException {
        var io = new NettyIo(settings.loops(), epoll);
        var transport = new SipTransport(io, settings, fatal);
        try {
            for (int index = 0; index < transport.loops.size(); index++) {
                transport.loops.get(index).handlers(index, handlers);
            }
            for (ListeningPoint point : settings.points()) {
                transport.listen(io, point);
            }
            return transport;
        } catch (IOException | RuntimeException failure) {
            transport.close();
            throw failure;
        }
    }

    /// The address a point really has.
    public InetSocketAddress address(int port, Protocol protocol) {
        return bound.stream()
                .filter(one -> one.point.port() == port && one.point.protocol() == protocol)
                .findFirst()
                .map(Bound::address)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "port " + port + " does not listen on " + protocol));
    }

    /// For messages that answer none; any thread may send.
    public SipSink sink() {
        return loops.getFirst();
    }

    public TransportCounters.Snapshot counters() {
        return counters.snapshot();
    }

    /// Open TCP and TLS connections.
    public int connections() {
        return streams.count();
    }

    /// Whether every loop takes up a task in that time.
    public boolean works(Duration patience) {
        var started = new CountDownLatch(loops.size());
        loops.forEach(loop -> loop.eventLoop().execute(started::countDown));
        try {
            return started.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Closes the ports at once; what is being sent still goes.
    @Override
    public void close() {
        bound.forEach(one -> one.close.run());
        streams.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }

    private void listen(NettyIo io, ListeningPoint point) throws IOException {
        switch (point.protocol()) {
            case UDP -> listenForDatagrams(io, point);
            case TCP, TLS -> {
                EventLoop acceptor = loops.getFirst().eventLoop();
                bound(point, streams.listen(acceptor, group, point, this::loopOf));
            }
        }
    }

    private void listenForDatagrams(NettyIo io, ListeningPoint point) throws IOException {
        refuseIfTaken(point);
        if (io.sharesPorts()) {
            InetSocketAddress address = point.address();
            for (TransportLoop loop : loops) {
                DatagramPort socket = open(io, loop, point, address);
                loop.datagrams(point.port(), socket);
                address = socket.address();
            }
        } else {
            DatagramPort socket = open(io, loops.getFirst(), point, point.address());
            loops.forEach(loop -> loop.datagrams(point.port(), socket));
        }
    }

    private DatagramPort open(
            NettyIo io, TransportLoop loop, ListeningPoint point, InetSocketAddress address)
            throws IOException {
        try {
            DatagramPort socket =
                    io.sharesPorts()
                            ? EpollDatagrams.open(loop, point.port(), address)
                            : NettyDatagrams.open(io, loop, point.port(), address);
            bound.add(new Bound(point, socket.address(), socket::close));
            return socket;
        } catch (IOException | RuntimeException refused) {
            throw inUse(point, refused);
        }
    }

    private void bound(ListeningPoint point, ChannelFuture binding) throws IOException {
        binding.awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw inUse(point, binding.cause());
        }
        Channel channel = binding.channel();
        bound.add(
                new Bound(
                        point,
                        (InetSocketAddress) channel.localAddress(),
                        () -> channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS)));
    }

    /// SO_REUSEPORT would let a second process of the same user share the address in silence, and
    /// take half of the calls.
    private static void refuseIfTaken(ListeningPoint point) throws IOException {
        try (var probe = new DatagramSocket(null)) {
            probe.setReuseAddress(false);
            probe.bind(point.address());
        } catch (SocketException taken) {
            throw inUse(point, taken);
        }
    }

    private static IOException inUse(ListeningPoint point, Throwable cause) {
        return new IOException(
                point.protocol()
                        + " "
                        + point.address().getHostString()
                        + ":"
                        + point.address().getPort()
                        + " cannot be listened on: "
                        + cause.getMessage(),
                cause);
    }

    private TransportLoop loopOf(EventLoop eventLoop) {
        return loops.stream()
                .filter(loop -> loop.eventLoop().equals(eventLoop))
                .findFirst()
                .orElseThrow();
    }
}
