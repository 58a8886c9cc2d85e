package org.earshot.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;

/// The superuser of our own PostgreSQL, for setting up only. Its password lies in a file beside the
/// cluster, not in `instance.json`: the core must not be able to read the vault.
public final class PostgresAdministrator {

    static final String USER = "earshot_admin";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,40}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{16,200}");

    private final PostgresSettings settings;
    private final String user;
    private final String password;

    private PostgresAdministrator(PostgresSettings settings, String user, String password) {
        this.settings = settings;
        this.user = user;
        this.password = password;
    }

    static Path passwordFile(Path cluster) {
        return cluster.resolveSibling(cluster.getFileName() + ".admin");
    }

    static PostgresAdministrator of(PostgresSettings settings) {
        try {
            String password = Files.readString(passwordFile(settings.directory())).strip();
            return new PostgresAdministrator(settings, USER, password);
        } catch (NoSuchFileException madeBeforeTheVault) {
            // Clusters of the first builds had the core's user as their superuser.
            return new PostgresAdministrator(settings, PostgresServer.USER, settings.password());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    /// JDBC address of one database.
    public String url(String database) {
        return "jdbc:postgresql://%s:%d/%s"
                .formatted(PostgresServer.HOST, settings.port(), database);
    }

    /// Makes a role that can log in, or gives the one there is this password.
    public void role(String name, String secret) {
        if (!PASSWORD.matcher(secret).matches()) {
            throw new IllegalArgumentException(
                    "a role's password is 16 or more letters and digits");
        }
        try (var connection = connect()) {
            String verb = exists(connection, "pg_roles", "rolname", name) ? "ALTER" : "CREATE";
            execute(
                    connection,
                    "%s ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '%s'"
                            .formatted(verb, checked(name), secret));
        } catch (SQLException failure) {
            throw refused("role '" + name + "'", failure);
        }
    }

    /// Makes the role that backs the cluster up: it may follow the write-ahead log and mark a
    /// backup's begin and end in one database, and read no table.
    public void backupRole(String name, String secret, String database) {
        role(name, secret);
        try (var connection = DriverManager.getConnection(url(checked(database)), user, password)) {
            execute(connection, "ALTER ROLE %s REPLICATION".formatted(checked(name)));
            execute(
                    connection,
                    "GRANT CONNECT ON DATABASE %s TO %s".formatted(database, checked(name)));
            execute(
                    connection,
                    "GRANT EXECUTE ON FUNCTION pg_backup_start(text, boolean),"
                            + " pg_backup_stop(boolean) TO "
                            + checked(name));
        } catch (SQLException failure) {
            throw refused("role '" + name + "'", failure);
        }
    }

    /// Makes a database that belongs to the administrator and that no other role may enter, unless
    /// it is there.
    public void database(String name) {
        ownedDatabase(name, user);
    }

    void ownedDatabase(String name, String owner) {
        try (var connection = connect()) {
            if (!exists(connection, "pg_database", "datname", name)) {
                execute(
                        connection,
                        "CREATE DATABASE %s OWNER %s".formatted(checked(name), checked(owner)));
            }
            execute(connection, "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(checked(name)));
        } catch (SQLException failure) {
            throw refused("database '" + name + "'", failure);
        }
    }

    /// Never the password.
    @Override
    public String toString() {
        return user;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(PostgresServer.USER), user, password);
    }

    private static boolean exists(
            Connection connection, String catalogue, String column, String name)
            throws SQLException {
        String query = "SELECT FROM %s WHERE %s = ?".formatted(catalogue, column);
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Names cannot be parameters of these statements.
    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name for PostgreSQL: '" + name + "'");
        }
        return name;
    }

    private static SiteFault refused(String what, SQLException failure) {
        return new SiteFault(
                "PostgreSQL did not make the %s: %s; see postgres.log in the data directory."
                        .formatted(
                                what,
                                String.valueOf(failure.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")),
                failure);
    }
}
