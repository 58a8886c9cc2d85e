package org.earshot.caller;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that receives the audio of all calls.
final class RtpReceiver implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RtpReceiver.class);

    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2048);

    RtpReceiver() throws IOException {
        selector = Selector.open();
        Thread.ofPlatform().name("caller-rtp-in").daemon().start(this::run);
    }

    /// Hands every packet that arrives on `channel` to `hear`, until the channel is closed.
    void add(DatagramChannel channel, Consumer<RtpPacket> hear) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Port(channel, hear));
        selector.wakeup();
    }

    private record Port(DatagramChannel channel, Consumer<RtpPacket> hear) {}

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(key -> drain((Port) key.attachment()));
            }
        } catch (ClosedSelectorException e) {
            log.debug("The caller was closed.");
        } catch (IOException e) {
            log.warn("The simulated caller can hear nothing any more.", e);
        }
    }

    private void drain(Port port) {
        try {
            while (port.channel.receive(buffer.clear()) != null) {
                RtpPacket.parse(buffer.flip()).ifPresent(port.hear);
            }
        } catch (IOException e) {
            log.debug("One packet could not be received.", e);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
