package org.earshot.shield;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.earshot.sip.SipTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Synthetic calls through the real path (sockets, gate, rebuild, keys) before the ports open, so
/// that the first caller meets compiled code. A cold JVM under 300 calls a second fell behind and
/// did not recover.
///
/// It runs on addresses of its own on the loopback, between a carrier and an Asterisk that are
/// played here.
final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final long MOST_SECONDS = 15;
    private static final int SCENE = 500;
    private static final Duration LITTLE = Duration.ofMillis(150);

    private WarmUp() {}

    /// In scenes, each on a stage of its own: opening sockets undoes some of what was compiled
    /// before. Between them the compiler gets the processor for itself, and when there was little
    /// left to compile after one, the shield knows its part.
    ///
    /// @return calls that went through
    static int run(ShieldSettings settings, Proxies proxies) {
        long start = System.nanoTime();
        long deadline = start + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        int calls = Math.min(SCENE, settings.warmUpCalls());
        var compiler = new CompilerWatch();
        int through = 0;
        try {
            Duration compiling;
            int last;
            do {
                last = scene(settings, proxies, calls, deadline);
                through += last;
                compiling = compiler.awaitIdle(deadline);
            } while (last > 0
                    && (through < settings.warmUpCalls() || compiling.compareTo(LITTLE) > 0)
                    && System.nanoTime() - deadline < 0);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            LOG.warn("The rehearsal was cut short: {}", failure.getMessage());
        }
        LOG.info(
                "Rehearsed {} calls in {} ms",
                through,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        return through;
    }

    private static int scene(ShieldSettings site, Proxies proxies, int calls, long deadline)
            throws IOException, InterruptedException {
        try (var carrier = socket()) {
            Thread inside;
            int through;
            try (var asterisk = socket()) {
                ShieldSettings stage = stage(site, port(carrier), port(asterisk));
                try (SipTransport _ =
                        ShieldServer.open(stage, proxies, new ShieldCounters(), _ -> {})) {
                    inside =
                            Thread.ofPlatform()
                                    .daemon()
                                    .name("rehearsal")
                                    .start(
                                            new StagedAsterisk(
                                                    asterisk, stage.inner().ownAddress()));
                    through =
                            new StagedCarrier(carrier, stage.outer().ownAddress())
                                    .call(calls, deadline);
                }
            }
            inside.join(TimeUnit.SECONDS.toMillis(1));
            return through;
        }
    }

    /// The site's keys and rules of rebuilding, other addresses, no limits.
    private static ShieldSettings stage(ShieldSettings site, int carrier, int asterisk)
            throws IOException {
        var dial =
                new ShieldSettings.Dial(
                        List.of(),
                        List.of(),
                        "00:00",
                        "00:00",
                        "UTC",
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE);
        return new ShieldSettings(
                place(carrier),
                place(asterisk),
                "",
                site.homeRegion(),
                List.of(),
                site.shownDefault(),
                site.keepDays(),
                site.passphraseFile(),
                site.pkcs11(),
                new ShieldSettings.Tls("", "", "", "none"),
                site.stir(),
                new ShieldSettings.AdmissionKeys(1_000_000, 1_000_000, 60_000),
                dial,
                0,
                site.probeSeconds(),
                1,
                "");
    }

    private static ShieldSettings.Place place(int peer) throws IOException {
        String host = LOOPBACK.getHostAddress() + ":";
        return new ShieldSettings.Place(
                List.of("udp:" + host + freePort()),
                "",
                List.of("udp:" + host + peer),
                List.of(),
                List.of());
    }

    private static int freePort() throws IOException {
        try (var free = socket()) {
            return port(free);
        }
    }

    private static int port(DatagramSocket socket) {
        return socket.getLocalPort();
    }

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
    }
}
