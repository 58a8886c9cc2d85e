package org.earshot.shield;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Stands between two neighbours and writes every datagram into a pcap file: a packet capture that
/// needs no rights.
public final class TapRelay implements AutoCloseable {

    /// Not the shield's: a port it has chosen and not yet opened is not taken by chance.
    static final String HOST = "127.0.0.3";

    private static final int LARGEST = 65_507;
    private static final int RAW_IP = 101; // LINKTYPE_RAW
    private static final Pattern TOKEN =
            Pattern.compile("From: [^\r]*sip:(t[a-z2-7]{53}|e[a-z2-7]{26})@");

    private final DatagramSocket near = socket();
    private final DatagramSocket far = socket();
    private final InetSocketAddress target;
    private final OutputStream pcap;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicInteger datagrams = new AtomicInteger();
    private volatile @Nullable InetSocketAddress asker;

    /// @param target where what comes to [#address] is handed on
    public TapRelay(InetSocketAddress target, Path pcap) throws IOException {
        this.target = target;
        this.pcap = new BufferedOutputStream(Files.newOutputStream(pcap));
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        this.pcap.write(header.putInt(16, LARGEST).putInt(20, RAW_IP).array());
        Thread.ofPlatform().daemon().start(() -> relay(near));
        Thread.ofPlatform().daemon().start(() -> relay(far));
    }

    /// Where the neighbour that asks sends to.
    public InetSocketAddress address() {
        return (InetSocketAddress) near.getLocalSocketAddress();
    }

    /// Where it hands on from, and takes what is sent to the neighbour that asks.
    InetSocketAddress back() {
        return (InetSocketAddress) far.getLocalSocketAddress();
    }

    /// The tokens seen in From: of callers, and of enrolled ones.
    Set<String> tokens() {
        return Set.copyOf(tokens);
    }

    void forgetTokens() {
        tokens.clear();
    }

    int datagrams() {
        return datagrams.get();
    }

    @Override
    public void close() throws IOException {
        near.close();
        far.close();
        synchronized (pcap) {
            pcap.close();
        }
    }

    private void relay(DatagramSocket from) {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        try {
            while (true) {
                packet.setLength(LARGEST);
                from.receive(packet);
                var source = (InetSocketAddress) packet.getSocketAddress();
                write(packet, source.getPort(), from.getLocalPort());
                if (from.equals(near)) {
                    asker = source;
                    packet.setSocketAddress(target);
                    far.send(packet);
                } else if (asker != null) {
                    packet.setSocketAddress(asker);
                    near.send(packet);
                }
            }
        } catch (SocketException closed) {
            // the test is over
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(DatagramPacket packet, int from, int to) throws IOException {
        int length = packet.getLength();
        String text = new String(packet.getData(), 0, length, StandardCharsets.ISO_8859_1);
        var token = TOKEN.matcher(text);
        if (token.find()) {
            tokens.add(token.group(1));
        }
        datagrams.incrementAndGet();
        ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        record.putInt(8, length + 28).putInt(12, length + 28);
        ByteBuffer headers = ByteBuffer.allocate(28);
        headers.put(0, (byte) 0x45).putShort(2, (short) (length + 28)).put(9, (byte) 17);
        headers.putInt(12, 0x7f000001).putInt(16, 0x7f000001);
        headers.putShort(20, (short) from).putShort(22, (short) to);
        headers.putShort(24, (short) (length + 8));
        synchronized (pcap) {
            pcap.write(record.array());
            pcap.write(headers.array());
            pcap.write(packet.getData(), 0, length);
        }
    }

    private static DatagramSocket socket() {
        try {
            var socket = new DatagramSocket(new InetSocketAddress(HOST, 0));
            socket.setReceiveBufferSize(1 << 20);
            return socket;
        } catch (SocketException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
    }
}
