package org.earshot.calls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.AsteriskSettings;
import org.earshot.site.TestAsterisk;

/// A real Asterisk that takes calls from a number shield only.
final class ShieldedAsterisk {

    private ShieldedAsterisk() {}

    /// @param letter begins its name, so that several stand beside each other
    static AsteriskInstance start(String letter, Path directory) {
        var settings =
                AsteriskSettings.local(
                                letter + ProcessHandle.current().pid(),
                                directory,
                                AsteriskSettings.Adapter.ARI)
                        .withPatienceSeconds(1)
                        .withShield("127.0.0.1");
        var asterisk = new AsteriskInstance(TestAsterisk.software(), settings);
        asterisk.start();
        return asterisk;
    }

    /// Ends it; messages left while a core was away lie in memory and go too.
    static void stop(AsteriskInstance asterisk) throws IOException {
        asterisk.stop();
        try (var left = Files.walk(asterisk.settings().awayDirectory())) {
            for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
