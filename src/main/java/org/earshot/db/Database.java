package org.earshot.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL as the features see it: transactions that either committed or did not happen.
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HikariDataSource pool;
    private final DSLContext jooq;
    private final Duration patience;

    private Database(HikariDataSource pool, Duration patience) {
        this.pool = pool;
        this.patience = patience;
        // Statements carry sealed values only, yet nothing of them belongs in a log.
        this.jooq = DSL.using(pool, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
    }

    /// Connects, and brings the schema up to date.
    ///
    /// @throws DatabaseUnavailable when PostgreSQL does not answer within the patience of the
    ///   settings
    public static Database open(DatabaseSettings settings) {
        try {
            var pool = pool(settings, settings.patience().toMillis());
            migrate(Flyway.configure().dataSource(pool), "classpath:sql/migrations");
            return new Database(pool, settings.patience());
        } catch (RuntimeException failure) {
            throw unusable(settings, failure);
        }
    }

    /// For a schema that is somebody else's to bring up to date. PostgreSQL may be away now and
    /// come later.
    public static Database connect(DatabaseSettings settings) {
        return new Database(pool(settings, -1), settings.patience());
    }

    /// Brings the shield's vault up to date, as a role that may make tables.
    ///
    /// @throws DatabaseUnavailable when that does not succeed
    public static void migrateVault(DatabaseSettings administrator) {
        try {
            var flyway =
                    Flyway.configure()
                            .dataSource(
                                    administrator.url(),
                                    administrator.user(),
                                    administrator.password());
            migrate(flyway, "classpath:sql/vault");
        } catch (RuntimeException failure) {
            throw unusable(administrator, failure);
        }
    }

    private static void migrate(FluentConfiguration flyway, String location) {
        flyway.locations(location).loggers("slf4j").load().migrate();
    }

    private static HikariDataSource pool(DatabaseSettings settings, long failAfterMillis) {
        var config = new HikariConfig();
        config.setPoolName("earshot");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connections());
        config.setConnectionTimeout(1_000);
        config.setValidationTimeout(500);
        config.setInitializationFailTimeout(failAfterMillis);
        return new HikariDataSource(config);
    }

    private static DatabaseUnavailable unusable(
            DatabaseSettings settings, RuntimeException failure) {
        return new DatabaseUnavailable(
                "PostgreSQL at " + settings + " cannot be used: " + rootMessage(failure), failure);
    }

    /// Runs `work` in one transaction. While PostgreSQL is away (killed, restarting) the whole of
    /// `work` is tried again, so it must be safe to repeat: let the caller choose ids, and let
    /// constraints refuse doubles.
    ///
    /// @throws DatabaseUnavailable when it stayed away for longer than the patience of the settings
    public <T> T transact(Function<DSLContext, T> work) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return jooq.transactionResult(configuration -> work.apply(configuration.dsl()));
            } catch (DataAccessException failure) {
                if (!isConnectionLoss(failure)) {
                    throw failure;
                }
                if (System.nanoTime() > deadline) {
                    throw new DatabaseUnavailable(
                            "PostgreSQL has been away for " + patience, failure);
                }
                LOG.warn("PostgreSQL is away; trying again in {} ms", PAUSE.toMillis());
                pause();
            }
        }
    }

    /// A connection of the pool, for a library that speaks JDBC itself. Close it soon.
    ///
    /// @throws SQLException when PostgreSQL is away
    public Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /// Whether PostgreSQL answers at this moment.
    public boolean isUp() {
        try (var connection = pool.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException away) {
            return false;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /// SQLSTATE class 08 is a lost connection, class 57P a server that is stopping or starting, 3D
    /// and 28 a database or a role that is not there (yet) ([PostgreSQL, appendix
    /// A](https://www.postgresql.org/docs/18/errcodes-appendix.html)); Hikari's own time-out has no
    /// state or 08.
    private static boolean isConnectionLoss(DataAccessException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null
                        || state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("3D")
                        || state.startsWith("28");
            }
        }
        return false;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("interrupted while PostgreSQL was away", interrupted);
        }
    }
}
