package org.earshot.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.earshot.calls.MaskedServices;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.masking.CallLimits;
import org.earshot.site.DataDirectory;
import org.earshot.texts.TextIntake;
import org.earshot.texts.TextPoint;
import org.earshot.texts.TextRelay;
import org.earshot.texts.TextServices;
import org.earshot.texts.WaysOut;

/// The core's short messages, wired: they come in over a database that is asked once, so that a
/// sender is told at once, and go out over one that is waited for.
final class ShortMessages implements AutoCloseable {

    private final Database impatient;
    private final TextPoint point;
    private final TextRelay relay;

    private ShortMessages(Database impatient, TextPoint point, TextRelay relay) {
        this.impatient = impatient;
        this.point = point;
        this.relay = relay;
    }

    static ShortMessages start(
            DataDirectory data,
            Settings settings,
            Database patient,
            KeyService keys,
            MaskedServices masked)
            throws IOException {
        var house =
                new TextServices.House(
                        keys,
                        masked.pool(),
                        masked.owners(),
                        settings.masking().webhook().settings().isPresent(),
                        CallLimits.USUAL,
                        masked.clock());
        Database impatient = Databases.impatient(data, settings);
        try {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            var shield = new InetSocketAddress(loopback, data.instance().shield().inner());
            var relaying = new AtomicReference<Runnable>(() -> {});
            var intake =
                    new TextIntake(TextServices.over(impatient, house), () -> relaying.get().run());
            var at = new InetSocketAddress(loopback, data.instance().messagePort());
            var point = TextPoint.open(at, loopback, intake);
            var relay =
                    new TextRelay(
                            TextServices.over(patient, house),
                            new WaysOut(point, shield, masked.ari()),
                            settings.masking().texts().ladder());
            relaying.set(relay::wake);
            return new ShortMessages(impatient, point, relay.start());
        } catch (IOException | RuntimeException failure) {
            impatient.close();
            throw failure;
        }
    }

    /// What comes in meanwhile is kept for the next core, which hands it on.
    @Override
    public void close() {
        relay.close();
        point.close();
        impatient.close();
    }
}
