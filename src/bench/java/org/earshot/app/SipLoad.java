package org.earshot.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/// Begins calls at a steady rate and is their other end too, in one thread without a pause: INVITE,
/// 180, 200, ACK, BYE, 200. Open loop: a slow system under test does not slow it down.
final class SipLoad implements AutoCloseable {

    private static final int SOCKET_BUFFER = 4 << 20;

    private final DatagramChannel caller;
    private final DatagramChannel called;

    SipLoad() throws IOException {
        this.caller = open(LoadEnds.CALLER);
        this.called = open(LoadEnds.CALLED);
    }

    LoadResult run(LoadPlan plan) throws IOException {
        System.gc(); // now, not in the middle of the step
        return new LoadRun(caller, called, plan).toEnd();
    }

    @Override
    public void close() throws IOException {
        caller.close();
        called.close();
    }

    private static DatagramChannel open(InetSocketAddress at) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
        channel.bind(at);
        channel.configureBlocking(false);
        return channel;
    }
}
