package org.earshot.shield;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;

/// The carrier's line with a fault: loses a share of the datagrams of both directions, the same
/// ones for the same seed.
final class LossyRelay implements AutoCloseable {

    private final DatagramSocket toCarrier;
    private final DatagramSocket toShield;
    private volatile InetSocketAddress carrier = new InetSocketAddress(0);
    private volatile double loss;

    LossyRelay(InetSocketAddress shield, long seed) throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        toCarrier = new DatagramSocket(any);
        toShield = new DatagramSocket(any);
        start(toCarrier, toShield, () -> shield, new Random(seed));
        start(toShield, toCarrier, () -> carrier, new Random(seed + 1));
    }

    /// What the carrier takes for the shield.
    InetSocketAddress shieldSide() {
        return (InetSocketAddress) toCarrier.getLocalSocketAddress();
    }

    /// What the shield takes for the carrier.
    InetSocketAddress carrierSide() {
        return (InetSocketAddress) toShield.getLocalSocketAddress();
    }

    void carrier(InetSocketAddress address) {
        carrier = address;
    }

    /// @param share 0 to 1
    void lose(double share) {
        loss = share;
    }

    private void start(
            DatagramSocket from,
            DatagramSocket via,
            java.util.function.Supplier<InetSocketAddress> to,
            Random random) {
        Thread.ofPlatform()
                .daemon()
                .name("relay")
                .start(() -> {
                    var packet = new DatagramPacket(new byte[65_536], 65_536);
                    while (!from.isClosed()) {
                        try {
                            packet.setLength(65_536);
                            from.receive(packet);
                            if (random.nextDouble() >= loss) {
                                via.send(
                                        new DatagramPacket(
                                                packet.getData(), packet.getLength(), to.get()));
                            }
                        } catch (IOException closed) {
                            if (from.isClosed()) {
                                return;
                            }
                        }
                    }
                });
    }

    @Override
    public void close() {
        toCarrier.close();
        toShield.close();
    }
}
