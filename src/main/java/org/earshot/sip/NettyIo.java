package org.earshot.sip;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/// Netty's channels with our options: epoll where there is one, NIO elsewhere.
final class NettyIo {

    /// The gate refuses beyond 8 KiB; a longer datagram is cut here and refused there.
    static final int DATAGRAM_BYTES = 12 * 1_024;

    /// Sockets take turns after that many.
    static final int TURN = 64;

    /// What a burst of 2,000 messages needs while a loop is busy elsewhere (a collection, a full
    /// core). More would only make answers late: RFC 3261's T1 is 500 ms.
    static final int KERNEL_BUFFER = 4 << 20;

    /// A neighbour that takes no more than this is slow: further messages to it are dropped, not
    /// kept.
    private static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(256 << 10, 1 << 20);

    private static final int CHUNK_ORDER =
            7; // 8 KiB pages << 7 = chunks of 1 MiB: a heap of 64 MiB will do

    private static final int SMALL_CACHED = 256; // Netty's own defaults
    private static final int NORMAL_CACHED = 64;

    private final boolean epoll;
    private final PooledByteBufAllocator memory;

    NettyIo(int loops, boolean epoll) {
        this.epoll = epoll;
        this.memory =
                new PooledByteBufAllocator(
                        true, 0, loops, 8_192, CHUNK_ORDER, SMALL_CACHED, NORMAL_CACHED, false);
    }

    static boolean epollHere() {
        return Epoll.isAvailable();
    }

    MultiThreadIoEventLoopGroup loops(int count) {
        var threads = new DefaultThreadFactory("sip", true);
        return new MultiThreadIoEventLoopGroup(
                count, threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    /// Only with epoll may several sockets share one address.
    boolean sharesPorts() {
        return epoll;
    }

    /// Without epoll; with it see [EpollDatagrams].
    Bootstrap datagrams(EventLoop loop, InetSocketAddress address) {
        var bootstrap =
                new Bootstrap()
                        .group(loop)
                        .option(ChannelOption.ALLOCATOR, memory)
                        .option(ChannelOption.SO_RCVBUF, KERNEL_BUFFER)
                        .option(ChannelOption.SO_SNDBUF, KERNEL_BUFFER)
                        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, MARKS);
        SocketProtocolFamily family = family(address);
        return bootstrap
                .channelFactory(() -> new NioDatagramChannel(family))
                .option(ChannelOption.RECVBUF_ALLOCATOR, turns(DATAGRAM_BYTES));
    }

    ServerBootstrap server(EventLoop acceptor, MultiThreadIoEventLoopGroup loops) {
        return new ServerBootstrap()
                .group(acceptor, loops)
                .channelFactory(epoll ? EpollServerSocketChannel::new : NioServerSocketChannel::new)
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, memory)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, MARKS);
    }

    Bootstrap client(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(epoll ? EpollSocketChannel::new : NioSocketChannel::new)
                .option(ChannelOption.ALLOCATOR, memory)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, MARKS);
    }

    private static FixedRecvByteBufAllocator turns(int bytes) {
        var allocator = new FixedRecvByteBufAllocator(bytes);
        allocator.maxMessagesPerRead(TURN);
        return allocator;
    }

    private static SocketProtocolFamily family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address
                ? SocketProtocolFamily.INET6
                : SocketProtocolFamily.INET;
    }
}
