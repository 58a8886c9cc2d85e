package org.earshot.sip;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/// The receiving end of a [NettyDatagrams].
final class Datagrams extends ChannelInboundHandlerAdapter {

    private final TransportLoop loop;
    private final int port;
    private Hop last;
    private int turn;

    Datagrams(TransportLoop loop, int port) {
        this.loop = loop;
        this.port = port;
        this.last = new Hop(Protocol.UDP, new InetSocketAddress(0));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object received) {
        var packet = (DatagramPacket) received;
        try {
            if (turn++ == 0) {
                loop.beginTurn(port);
            }
            if (!last.address().equals(packet.sender())) {
                last = new Hop(Protocol.UDP, packet.sender());
            }
            ByteBuf content = packet.content();
            byte[] message = loop.message();
            int length = Math.min(content.readableBytes(), message.length);
            content.getBytes(content.readerIndex(), message, 0, length);
            loop.deliverDatagram(port, length, last);
        } finally {
            packet.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        boolean empty = turn < NettyIo.TURN;
        turn = 0;
        loop.endTurn(port, empty);
    }

    /// One datagram that could not be sent or read says nothing about the next.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        loop.lost();
    }
}
