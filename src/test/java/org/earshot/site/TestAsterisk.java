package org.earshot.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One real Asterisk for all tests of a JVM: `@ExtendWith(TestAsterisk.class)` and a parameter of
/// type [AsteriskInstance]. The extension dialled chooses the adapter: `ari` and `agi`; any other
/// goes to ARI. The core's side is the test's: FastAGI at `settings().ports().agi()`, media at
/// `settings().ports().media()`.
public final class TestAsterisk implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AsteriskInstance.class;
    }

    @Override
    public AsteriskInstance resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Shared.class, key -> new Shared(), Shared.class)
                .asterisk;
    }

    /// The packages of Asterisk, fetched once per machine into the ordinary cache.
    public static AsteriskSoftware software(AsteriskSoftware.Extra... extras) {
        return AsteriskSoftware.fetch(
                cache(), line -> System.err.println("[test] " + line), extras);
    }

    private static Path cache() {
        String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
        return Path.of(home, ".cache", "earshot", "software");
    }

    /// Closed by JUnit after the last test.
    private static final class Shared implements AutoCloseable {

        private final Path directory = temporaryDirectory();
        private final AsteriskInstance asterisk =
                new AsteriskInstance(
                        software(),
                        AsteriskSettings.local(
                                        "t" + ProcessHandle.current().pid(),
                                        directory,
                                        AsteriskSettings.Adapter.ARI)
                                .withPatienceSeconds(1));

        Shared() {
            asterisk.start();
        }

        @Override
        public void close() throws IOException {
            asterisk.stop();
            Directories.delete(asterisk.settings().awayDirectory());
            Directories.delete(directory);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("earshot-asterisk");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
