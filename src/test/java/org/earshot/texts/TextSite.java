package org.earshot.texts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.earshot.ari.AriClient;
import org.earshot.db.Database;
import org.earshot.masking.RetryLadder;

/// The short messages of a core.
public final class TextSite implements AutoCloseable {

    private static final RetryLadder LADDER =
            new RetryLadder(List.of(Duration.ofSeconds(10), Duration.ofSeconds(60)));

    /// What stands beside it.
    ///
    /// @param shield its inner side, or who stands there
    /// @param port of its own; 0: any
    public record Beside(AriClient ari, InetSocketAddress shield, int port) {}

    private final TextPoint point;
    private final TextRelay relay;

    /// @param impatient for what comes in, `patient` for what goes out
    public TextSite(Database impatient, Database patient, TextServices.House house, Beside beside)
            throws IOException {
        var relaying = new AtomicReference<Runnable>(() -> {});
        InetAddress loopback = InetAddress.getLoopbackAddress();
        point =
                TextPoint.open(
                        new InetSocketAddress(loopback, beside.port()),
                        loopback,
                        new TextIntake(
                                TextServices.over(impatient, house), () -> relaying.get().run()));
        relay =
                new TextRelay(
                        TextServices.over(patient, house),
                        new WaysOut(point, beside.shield(), beside.ari()),
                        LADDER);
        relaying.set(relay::wake);
    }

    /// Until then what comes in is kept only.
    public void startRelay() {
        relay.start();
    }

    public void wake() {
        relay.wake();
    }

    public InetSocketAddress address() {
        return point.address();
    }

    /// As a further setting of a shield.
    public String asShieldSetting() {
        return ",\"messages\":\"udp:127.0.0.1:%d\"".formatted(address().getPort());
    }

    @Override
    public void close() {
        relay.close();
        point.close();
    }
}
