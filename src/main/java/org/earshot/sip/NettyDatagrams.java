package org.earshot.sip;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// A UDP socket through Netty's channel: where there is no epoll. What comes goes to [Datagrams].
@SuppressWarnings("FutureReturnValueIgnored") // what is lost is counted where it is lost
record NettyDatagrams(Channel channel) implements DatagramPort {

    static DatagramPort open(NettyIo io, TransportLoop loop, int port, InetSocketAddress address)
            throws IOException {
        ChannelFuture binding =
                io.datagrams(loop.eventLoop(), address)
                        .handler(new Datagrams(loop, port))
                        .bind(address)
                        .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException(binding.cause().getMessage(), binding.cause());
        }
        return new NettyDatagrams(binding.channel());
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public boolean send(byte[] bytes, int length, InetSocketAddress to) {
        if (!channel.isWritable()) {
            return false;
        }
        ByteBuf copy = channel.alloc().directBuffer(length).writeBytes(bytes, 0, length);
        channel.write(new DatagramPacket(copy, to), channel.voidPromise());
        return true;
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
