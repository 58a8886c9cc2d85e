package org.earshot.sip;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The TCP and TLS connections: a table by port and far end, bounded, so that whoever answers goes
/// back the way the request came (RFC 3261 §18.2.2), and a neighbour is connected to once.
@SuppressWarnings("FutureReturnValueIgnored") // what is lost is counted where it is lost
final class Streams implements AutoCloseable {

    /// @param port a far end may have a connection to each of our ports
    private record Key(int port, Hop hop) {}

    private final NettyIo io;
    private final TransportSettings settings;
    private final TransportCounters counters;
    private final @Nullable TlsContexts tls;
    private final Map<Key, StreamConnection> table = new ConcurrentHashMap<>();
    private final AtomicLong buffered = new AtomicLong();

    Streams(NettyIo io, TransportSettings settings, TransportCounters counters) throws IOException {
        this.io = io;
        this.settings = settings;
        this.counters = counters;
        this.tls = settings.tls() == null ? null : TlsContexts.of(settings.tls());
    }

    int count() {
        return table.size();
    }

    TransportSettings.Limits limits() {
        return settings.limits();
    }

    TransportCounters counters() {
        return counters;
    }

    /// Half-received messages of all connections share one bound.
    boolean reserve(int bytes) {
        if (buffered.addAndGet(bytes) <= settings.limits().bufferedBytes()) {
            return true;
        }
        buffered.addAndGet(-bytes);
        return false;
    }

    void release(int bytes) {
        buffered.addAndGet(-bytes);
    }

    ChannelFuture listen(
            EventLoop acceptor,
            MultiThreadIoEventLoopGroup group,
            ListeningPoint point,
            Function<EventLoop, TransportLoop> loopOf) {
        ServerBootstrap server = io.server(acceptor, group);
        return server.childHandler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                accepted(point, channel, loopOf.apply(channel.eventLoop()));
                            }
                        })
                .bind(point.address());
    }

    private void accepted(ListeningPoint point, Channel channel, TransportLoop loop) {
        var remote = (InetSocketAddress) channel.remoteAddress();
        if (remote == null || !admits(point.port(), remote.getAddress())) {
            counters.refusedConnections.increment();
            channel.close();
            return;
        }
        var hop = new Hop(point.protocol(), remote);
        var connection = new StreamConnection(this, loop, point.port(), hop, true);
        table.put(new Key(point.port(), hop), connection);
        pipeline(channel.pipeline(), connection, false);
    }

    private boolean admits(int port, InetAddress address) {
        if (!settings.accepts().test(port, address)) {
            return false;
        }
        long same =
                table.keySet().stream()
                        .filter(key -> address.equals(key.hop.address().getAddress()))
                        .count();
        if (same >= settings.limits().connectionsPerAddress()) {
            return false;
        }
        if (table.size() >= settings.limits().connections()) {
            table.values().stream()
                    .min((a, b) -> Long.compare(a.lastHeard(), b.lastHeard()))
                    .ifPresent(StreamConnection::shut);
        }
        return true;
    }

    /// Sends over the connection to a hop, opening one when there is none.
    void send(TransportLoop loop, int port, byte[] bytes, int length, Hop to) {
        boolean possible = to.protocol() == Protocol.TCP || (tls != null && tls.canConnect());
        if (to.address().isUnresolved() || !possible) {
            counters.unsent.increment();
            return;
        }
        var key = new Key(port, to);
        StreamConnection connection = table.get(key);
        if (connection == null) {
            connection = connect(loop, key);
        }
        connection.send(bytes, length);
    }

    private StreamConnection connect(TransportLoop loop, Key key) {
        var fresh = new StreamConnection(this, loop, key.port, key.hop, false);
        StreamConnection standing = table.putIfAbsent(key, fresh);
        if (standing != null) {
            return standing;
        }
        Bootstrap client =
                io.client(loop.eventLoop())
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                (int) settings.limits().connectTime().toMillis());
        client.handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                pipeline(channel.pipeline(), fresh, true);
                            }
                        })
                .connect(key.hop.address())
                .addListener(future -> {
                    if (!future.isSuccess()) {
                        fresh.unreachable();
                    }
                });
        return fresh;
    }

    private void pipeline(ChannelPipeline pipeline, StreamConnection connection, boolean client) {
        if (connection.hop().protocol() == Protocol.TLS && tls != null) {
            pipeline.addLast(
                    client
                            ? tls.client(pipeline.channel().alloc(), connection.hop().address())
                            : tls.server(pipeline.channel().alloc()));
        }
        pipeline.addLast(connection);
    }

    void gone(StreamConnection connection) {
        table.remove(new Key(connection.port(), connection.hop()), connection);
    }

    @Override
    public void close() {
        table.values().forEach(StreamConnection::shut);
    }
}
