package org.earshot.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `earshot bench udp-relay`: hands datagrams on without reading them. What passing a process costs
/// at least, in Java.
@Command(name = "udp-relay", hidden = true, description = "The floor of 'bench shield'.")
final class RelayCommand implements Callable<Integer> {

    private static final int LARGEST = 65_536;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (DatagramChannel outer = DatagramChannel.open().bind(LoadEnds.OUTER);
                DatagramChannel inner = DatagramChannel.open().bind(LoadEnds.INNER)) {
            Thread back =
                    Thread.ofPlatform().daemon().start(() -> relay(inner, outer, LoadEnds.CALLER));
            relay(outer, inner, LoadEnds.CALLED);
            back.join();
        }
        return 0;
    }

    private static void relay(DatagramChannel from, DatagramChannel to, InetSocketAddress target) {
        ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST);
        try {
            while (from.receive(datagram.clear()) != null) {
                to.send(datagram.flip(), target);
            }
        } catch (IOException closed) {
            Output.aside("The relay ends: " + closed.getMessage());
        }
    }
}
