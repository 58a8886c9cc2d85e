package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The process as it runs, fed over its real sockets from both sides.
@DisplayName("A hundred thousand altered messages over the wire")
class FuzzIT {

    private static final int MESSAGES = 100_000;

    /// As many as the kernel keeps for sure; then the shield is asked whether it lives.
    private static final int BURST = 250;

    private static final String DIGITS = SipTexts.NUMBER.substring(1);

    @TempDir private Path data;
    private final AtomicInteger leaks = new AtomicInteger();
    private final AtomicInteger relayed = new AtomicInteger();

    @Test
    void kill_nothing_hang_nothing_and_leak_nothing() throws Exception {
        var mutations =
                new Mutations(new Site(new SealedIdentities(), Site.layout(List.of("116006"))));
        var random = new Random(4475);
        try (var shield = ShieldProcess.in(data);
                var carrier = socket();
                var asterisk = socket();
                var insider = socket()) { // gets the answers to what came from inside
            shield.settings(
                            address(carrier),
                            address(asterisk),
                            ",\"warm-up-calls\":100,\"dialled\":[\"116006\"]")
                    .start();
            listen(carrier, _ -> {});
            listen(insider, _ -> {});
            listen(asterisk, this::search);
            for (int sent = 0; sent < MESSAGES; sent += BURST) {
                for (int i = 0; i < BURST; i++) {
                    boolean inside = random.nextInt(3) == 0;
                    send(
                            inside ? insider : carrier,
                            mutations.next(random),
                            inside ? shield.inner : shield.outer);
                }
                assertThat(answers(shield.outer)).as("after %d messages", sent + BURST).isTrue();
            }
            assertThat(shield.isAlive()).isTrue();
        }
        assertThat(relayed).hasValueGreaterThan(MESSAGES / 100);
        assertThat(leaks).hasValue(0);
        assertThat(Files.readString(data.resolve("shield.log")))
                .doesNotContain("could not be handled")
                .doesNotContain(DIGITS);
    }

    /// Asked again: the first may be behind what is still queued.
    private static boolean answers(InetSocketAddress shield) {
        var probe =
                new SelfProbe(
                        shield, Duration.ofSeconds(1), Duration.ofSeconds(2), () -> true, () -> {});
        for (int attempt = 0; attempt < 3; attempt++) {
            if (probe.answers()) {
                return true;
            }
        }
        return false;
    }

    private void search(String message) {
        relayed.incrementAndGet();
        if (message.contains(DIGITS)) {
            leaks.incrementAndGet();
        }
    }

    private static void send(DatagramSocket from, byte[] message, SocketAddress to)
            throws IOException {
        int length = Math.min(message.length, 65_000);
        from.send(new DatagramPacket(message, length, to));
    }

    private static DatagramSocket socket() throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        socket.setReceiveBufferSize(4 << 20);
        return socket;
    }

    private static InetSocketAddress address(DatagramSocket socket) {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private static void listen(DatagramSocket socket, Consumer<String> ear) {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    var packet = new DatagramPacket(new byte[65_536], 65_536);
                    try {
                        while (true) {
                            packet.setLength(65_536);
                            socket.receive(packet);
                            ear.accept(
                                    new String(
                                            packet.getData(),
                                            0,
                                            packet.getLength(),
                                            StandardCharsets.ISO_8859_1));
                        }
                    } catch (IOException closed) {
                        // the test is over
                    }
                });
    }
}
