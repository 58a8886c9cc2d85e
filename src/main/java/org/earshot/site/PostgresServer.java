package org.earshot.site;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.earshot.site.Ports.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real PostgreSQL of our own: one persistent cluster, passwords for everybody (no trust, no Unix
/// socket), loopback only. The core's user owns the core's database and may enter no other. Killed
/// at any moment, it comes back with everything it has acknowledged.
public final class PostgresServer implements Service, AutoCloseable {

    static final String HOST = "127.0.0.1";

    /// The core's user, and its database.
    public static final String USER = "earshot";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// "Fast" shutdown, SIGINT: sessions are cut, everything is written.
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final PostgresSettings settings;
    private final Consumer<PostgresAdministrator> setUp;
    private volatile @Nullable ChildProcess child;

    public PostgresServer(PostgresSettings settings) {
        this(settings, _ -> {});
    }

    /// @param setUp done each time it has started and before anybody is told so: databases and
    ///   roles of others than the core
    public PostgresServer(PostgresSettings settings, Consumer<PostgresAdministrator> setUp) {
        this.settings = settings;
        this.setUp = setUp;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    /// For JDBC, with user `earshot` and the password of the settings.
    public String url() {
        return "jdbc:postgresql://%s:%d/%s".formatted(HOST, settings.port(), USER);
    }

    public PostgresSettings settings() {
        return settings;
    }

    /// Who may make databases and roles in it.
    public PostgresAdministrator administrator() {
        return PostgresAdministrator.of(settings);
    }

    @Override
    public void start() {
        long began = System.nanoTime();
        Path programs = PostgresBinaries.unpack(settings.binaries());
        var cluster = new PostgresCluster(programs, settings);
        cluster.create();
        ChildProcess.endLeftover(pidFile(), command(programs));
        requirePort();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!comesUp(programs, deadline)) {
            // After kill -9 the old sessions hold the shared memory for a moment; the new server
            // refuses to start until they have noticed.
            if (System.nanoTime() > deadline) {
                throw new SiteFault(
                        "PostgreSQL did not start within %d s: %s (log: %s)."
                                .formatted(PATIENCE.toSeconds(), lastWords(), log()));
            }
            Pause.of(Duration.ofMillis(200));
        }
        setUp.accept(administrator());
        LOG.info(
                "PostgreSQL is ready after {} ms.",
                Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    @Override
    public void awaitExit() throws InterruptedException {
        ChildProcess running = child;
        if (running != null) {
            running.awaitExit();
        }
    }

    @Override
    public void stop() {
        ChildProcess running = child;
        if (running != null) {
            running.stop();
        }
    }

    /// Of the process that runs now; changes when it is restarted.
    public long pid() {
        ChildProcess running = child;
        if (running == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return running.pid();
    }

    /// Ends it as a crash would.
    public void kill() {
        ChildProcess running = child;
        if (running != null) {
            running.kill();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void requirePort() {
        if (!Pause.until(
                () -> Ports.isFree(Protocol.TCP, HOST, settings.port()), Duration.ofSeconds(5))) {
            Ports.requireFree(
                    "PostgreSQL",
                    Protocol.TCP,
                    HOST,
                    settings.port(),
                    "in instance.json of the data directory.");
        }
    }

    private boolean comesUp(Path programs, long deadline) {
        Redirect log = Redirect.appendTo(log().toFile());
        ChildProcess started =
                ChildProcess.start(
                        new ChildProcess.Spec(
                                command(programs),
                                pidFile(),
                                "INT",
                                GRACE,
                                log,
                                log,
                                PostgresCluster.ENVIRONMENT));
        child = started;
        Pause.until(
                () -> !started.isAlive() || accepts(),
                Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        if (started.isAlive() && accepts()) {
            return true;
        }
        started.stop();
        return false;
    }

    private boolean accepts() {
        var login = new Properties();
        login.setProperty("user", USER);
        login.setProperty("password", settings.password());
        login.setProperty("connectTimeout", "2");
        login.setProperty("loginTimeout", "2");
        try (var connection = DriverManager.getConnection(url(), login)) {
            return connection.isValid(2);
        } catch (SQLException refused) {
            // 28: it runs, and does not know this password. Waiting does not help.
            if (String.valueOf(refused.getSQLState()).startsWith("28")) {
                stop();
                throw new SiteFault(
                        "PostgreSQL in '%s' refuses the password of instance.json; put back the instance.json that belongs to it."
                                .formatted(settings.directory()),
                        refused);
            }
            return false;
        }
    }

    private List<String> command(Path programs) {
        var command = new ArrayList<>(PostgresCluster.asOrdinaryUser());
        command.add(programs.resolve("bin/postgres").toString());
        for (String option : options()) {
            command.add("-c");
            command.add(option);
        }
        // Last, because it tells this server from others when a leftover is looked for.
        command.add("-D");
        command.add(settings.directory().toString());
        return command;
    }

    private List<String> options() {
        return List.of(
                "listen_addresses=" + HOST,
                "port=" + settings.port(),
                "unix_socket_directories=",
                "max_connections=100",
                "shared_buffers=64MB",
                // What a backup that is away holds back at most: a full disk would be worse.
                "max_slot_wal_keep_size=1GB",
                "timezone=UTC",
                "log_timezone=UTC",
                // A statement or a duplicate key in a log would be personal data in a log.
                "log_statement=none",
                "log_min_error_statement=panic",
                "log_error_verbosity=terse",
                "log_min_messages=warning");
    }

    private String lastWords() {
        try {
            return PostgresCluster.lastLine(Files.readString(log(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return "its log cannot be read";
        }
    }

    private Path pidFile() {
        return settings.directory().resolveSibling(settings.directory().getFileName() + ".pid");
    }

    private Path log() {
        return settings.directory().resolveSibling(settings.directory().getFileName() + ".log");
    }
}
