package org.earshot.shield;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A shield in trouble")
class ShieldChaosIT {

    private static final String CANARY = "3090182";

    /// A Via comment that ends in a backslash: a parser of the field was seen to loop over it for
    /// ever.
    private static final byte[] KILLER =
            "OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/UDP a (\\\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n"
                    .getBytes(US_ASCII);

    private static final int HELD = 2_000;
    private static final String QUICK_START =
            ",\"warm-up-calls\":24,\"admission\":{\"calls-per-second\":5000,\"burst\":5000,\"most-backlog-ms\":1000}"; // cold, and not
    // measured

    @TempDir Path data;
    private final AtomicInteger leaks = new AtomicInteger();

    @Test
    void carries_calls_over_a_line_that_loses_up_to_two_in_five() throws Exception {
        double[] losses = {0.01, 0.05, 0.2, 0.4};
        var finished = new ArrayList<CompletableFuture<Integer>>();
        try (var shield = ShieldProcess.in(data);
                var asterisk = new Phone(shield.inner, null, 50).heardBy(this::listen);
                var lines = new Closing()) {
            for (double loss : losses) {
                var relay = lines.keep(new LossyRelay(shield.outer, (long) (loss * 1_000)));
                relay.lose(loss);
                var carrier = lines.keep(new Phone(relay.shieldSide(), relay.carrierSide(), 50));
                relay.carrier(carrier.address());
                if (finished.isEmpty()) {
                    shield.settings(relay.carrierSide(), asterisk.address(), QUICK_START).start();
                }
                finished.add(calls(carrier, 50, 10, 300, loss));
            }
            for (int i = 0; i < losses.length; i++) {
                int whole = finished.get(i).get(30, TimeUnit.SECONDS);
                // Seven INVITEs and eleven BYEs a side: at 40 % each way RFC 3261's timers lose 1
                // in 25.
                assertThat(whole).isGreaterThanOrEqualTo(losses[i] < 0.3 ? 50 : 44);
            }
        }
        assertThat(leaks).hasValue(0);
    }

    @Test
    void killed_in_mid_call_it_routes_what_comes_next_from_both_sides() throws Exception {
        try (var shield = ShieldProcess.in(data);
                var carrier = new Phone(shield.outer, null, 200);
                var asterisk = new Phone(shield.inner, null, 200).heardBy(this::listen)) {
            shield.settings(carrier.address(), asterisk.address(), QUICK_START).start();
            var legs = new ArrayList<Phone.Leg>();
            for (int i = 0; i < 4; i++) {
                legs.add(carrier.call("+493090182" + (100 + i), "1000"));
                assertThat(legs.getLast().answered.get(5, TimeUnit.SECONDS)).isEqualTo(200);
            }
            var inside = asterisk.incoming();

            shield.kill();
            shield.start();

            assertThat(legs.get(0).reinvite().get(8, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(inside.get(1).reinvite().get(8, TimeUnit.SECONDS)).isEqualTo(200);
            for (int i = 0; i < 4; i++) {
                var ends = i % 2 == 0 ? legs.get(i) : inside.get(i);
                assertThat(ends.bye().get(8, TimeUnit.SECONDS)).isEqualTo(200);
            }
            for (int i = 0; i < 4; i++) {
                var other = i % 2 == 0 ? inside.get(i) : legs.get(i);
                assertThat(other.over.get(8, TimeUnit.SECONDS)).isEqualTo("by them");
            }
        }
        assertThat(leaks).hasValue(0);
    }

    @Test
    void fed_with_garbage_and_held_up_by_slow_and_silent_connections_it_answers_within_100_ms()
            throws Exception {
        try (var shield = ShieldProcess.in(data);
                var carrier = new Phone(shield.outer, null, 500);
                var asterisk = new Phone(shield.inner, null, 500).heardBy(this::listen);
                var hostile = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
                var connections = new Closing()) {
            shield.settings(carrier.address(), asterisk.address(), QUICK_START).start();
            assertThat(milliseconds(shield)).isLessThan(1_000);
            for (int i = 0; i < 200; i++) {
                var socket =
                        connections.keep(
                                new Socket(shield.outer.getAddress(), shield.outer.getPort()));
                if (i % 2 == 0) {
                    socket.getOutputStream()
                            .write("INVITE sip:1000@a SIP/2.0\r\nX: ".getBytes(US_ASCII));
                }
            }
            var random = new Random(4475);
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 100; i++) {
                    byte[] garbage = garbage(random, i);
                    hostile.send(
                            new DatagramPacket(
                                    garbage,
                                    garbage.length,
                                    i % 3 == 0 ? shield.inner : shield.outer));
                }
                assertThat(quickest(shield)).isLessThan(100);
            }
            assertThat(carrier.call("+493090182100", "1000").answered.get(5, TimeUnit.SECONDS))
                    .isEqualTo(200);
            assertThat(shield.isAlive()).isTrue();
        }
        assertThat(leaks).hasValue(0);
    }

    @Test
    void holds_calls_in_64_mib_without_a_byte_for_each() throws Exception {
        try (var shield = ShieldProcess.in(data, "-Xmx64m");
                var carrier = new Phone(shield.outer, null, 500);
                var asterisk = new Phone(shield.inner, null, 500).heardBy(this::listen)) {
            shield.settings(carrier.address(), asterisk.address(), QUICK_START).start();
            hold(carrier, HELD);
            // What grows once (a pool's next chunk) does not grow again; what grows with calls
            // does.
            long first = shield.liveHeapBytes();
            hold(carrier, HELD);
            long second = shield.liveHeapBytes();
            hold(carrier, HELD);
            long third = shield.liveHeapBytes();
            assertThat(asterisk.incoming()).hasSize(3 * HELD);
            assertThat(Math.min(second - first, third - second) / HELD).isLessThan(8);
        }
        assertThat(leaks).hasValue(0);
    }

    private void hold(Phone carrier, int calls) throws Exception {
        var all = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < calls; i++) {
            all.add(carrier.call("+493090182" + (100 + i % 900), "1000").answered);
            if (i % 20 == 19) {
                all.getLast().get(5, TimeUnit.SECONDS);
            }
        }
        assertThat(all)
                .allSatisfy(status -> assertThat(status.get(5, TimeUnit.SECONDS)).isEqualTo(200));
    }

    private static byte[] garbage(Random random, int kind) {
        byte[] bytes =
                switch (kind % 4) {
                    case 0 -> new byte[65_507];
                    case 1 -> new byte[random.nextInt(1_500)];
                    case 2 -> new byte[40];
                    default -> KILLER.clone();
                };
        if (kind % 4 == 1) {
            random.nextBytes(bytes);
        } else if (kind % 4 == 3 && kind % 8 != 3) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    /// Of three: the machine may be busy with something else.
    private static long quickest(ShieldProcess shield) {
        return Math.min(milliseconds(shield), Math.min(milliseconds(shield), milliseconds(shield)));
    }

    private static long milliseconds(ShieldProcess shield) {
        var probe =
                new SelfProbe(
                        shield.outer,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        () -> true,
                        () -> {});
        long asked = System.nanoTime();
        assertThat(probe.answers()).isTrue();
        return (System.nanoTime() - asked) / 1_000_000;
    }

    /// Calls with a re-INVITE in the middle, ended now by one side, now by the other.
    ///
    /// @param spacing milliseconds between calls
    /// @param length milliseconds a call lasts at most
    /// @return how many went through every step
    private CompletableFuture<Integer> calls(
            Phone carrier, int number, int spacing, int length, double loss) {
        var random = new Random((long) (loss * 100));
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int index = i;
            int half = length / 4 + random.nextInt(length / 4);
            all.add(
                    CompletableFuture.supplyAsync(
                                    () -> carrier.call("+493090182" + (100 + index), "1000"),
                                    delayedExecutor((long) i * spacing, MILLISECONDS))
                            .thenCompose(leg ->
                                    leg.answered.thenCompose(status ->
                                            status == 200
                                                    ? rest(leg, half)
                                                    : CompletableFuture.completedFuture(false))));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .thenApply(_ -> (int) all.stream().filter(CompletableFuture::join).count());
    }

    private CompletableFuture<Boolean> rest(Phone.Leg leg, int half) {
        return later(half)
                .thenCompose(_ -> leg.reinvite())
                .thenCompose(status -> later(half).thenApply(_ -> status))
                .thenCompose(status -> leg.bye().thenApply(bye -> status == 200 && bye == 200));
    }

    private static CompletableFuture<Void> later(int millis) {
        return CompletableFuture.runAsync(() -> {}, delayedExecutor(millis, MILLISECONDS));
    }

    private void listen(String message) {
        if (message.contains(CANARY) || message.contains(new StringBuilder(CANARY).reverse())) {
            leaks.incrementAndGet();
        }
    }

    /// Closes what it was given, last first.
    private static final class Closing implements AutoCloseable {

        private final List<AutoCloseable> kept = new ArrayList<>();

        <T extends AutoCloseable> T keep(T one) {
            kept.add(one);
            return one;
        }

        @Override
        public void close() throws IOException {
            for (AutoCloseable one : kept.reversed()) {
                try {
                    one.close();
                } catch (IOException | RuntimeException failure) {
                    throw failure;
                } catch (Exception other) {
                    throw new IOException(other);
                }
            }
        }
    }
}
