package org.earshot.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.earshot.db.Database;
import org.earshot.db.DatabaseSettings;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One real PostgreSQL for all tests of a JVM, and in it a migrated, empty database for each test
/// class: `@ExtendWith(TestPostgres.class)` and a parameter of type [Database] (open, closed after
/// the class), [DatabaseSettings] (of the same database) or [PostgresServer] (shared: do not kill
/// it).
public final class TestPostgres implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Database.class
                || type == DatabaseSettings.class
                || type == PostgresServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Shared shared =
                context.getRoot()
                        .getStore(Namespace.GLOBAL)
                        .computeIfAbsent(Shared.class, key -> new Shared(), Shared.class);
        if (type == PostgresServer.class) {
            return shared.server;
        }
        OfClass ofClass = ofClass(context, shared);
        return type == Database.class ? ofClass.database : ofClass.settings;
    }

    private static OfClass ofClass(ExtensionContext context, Shared shared) {
        ExtensionContext classContext = context;
        while (classContext.getTestMethod().isPresent()) {
            classContext = classContext.getParent().orElseThrow();
        }
        return classContext
                .getStore(Namespace.create(TestPostgres.class))
                .computeIfAbsent(
                        OfClass.class, key -> new OfClass(shared.freshDatabase()), OfClass.class);
    }

    /// Where all tests of this machine share the unpacked programs.
    static Path binaries() {
        String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
        return Path.of(home, ".cache", "earshot");
    }

    private static final class OfClass implements AutoCloseable {

        private final DatabaseSettings settings;
        private final Database database;

        OfClass(DatabaseSettings settings) {
            this.settings = settings;
            this.database = Database.open(settings);
        }

        @Override
        public void close() {
            database.close();
        }
    }

    private static final class Shared implements AutoCloseable {

        private final Path directory = temporaryDirectory();
        private final PostgresServer server =
                new PostgresServer(
                        PostgresSettings.fresh(directory.resolve("postgres"), binaries()));
        private final AtomicInteger databases = new AtomicInteger();

        Shared() {
            server.start();
        }

        DatabaseSettings freshDatabase() {
            String name = "test" + databases.incrementAndGet();
            var settings = server.settings();
            server.administrator().ownedDatabase(name, PostgresServer.USER);
            String url = server.url().replaceFirst("/" + PostgresServer.USER + "$", "/" + name);
            return new DatabaseSettings(
                    url, PostgresServer.USER, settings.password(), 5, Duration.ofSeconds(20));
        }

        @Override
        public void close() throws IOException {
            server.stop();
            Directories.delete(directory);
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("earshot-postgres");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
