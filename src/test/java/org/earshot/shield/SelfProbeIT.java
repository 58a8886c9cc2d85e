package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The self-probe")
class SelfProbeIT {

    private static final Duration SOON = Duration.ofMillis(50);

    private final CountDownLatch dead = new CountDownLatch(1);

    @Test
    void ends_a_shield_that_listens_and_does_not_answer() throws Exception {
        try (var silent = socket();
                var probe = probe(silent, false)) {
            probe.start();
            assertThat(dead.await(2, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void gives_a_busy_shield_five_rounds() throws Exception {
        try (var silent = socket();
                var probe = probe(silent, true)) {
            long start = System.nanoTime();
            probe.start();
            assertThat(dead.await(5, TimeUnit.SECONDS)).isTrue();
            // five rounds of two tries, each of 50 ms, 50 ms apart
            assertThat(System.nanoTime() - start).isGreaterThan(700_000_000L);
        }
    }

    private SelfProbe probe(DatagramSocket target, boolean working) {
        return new SelfProbe(
                (InetSocketAddress) target.getLocalSocketAddress(),
                SOON,
                SOON,
                () -> working,
                dead::countDown);
    }

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
