package org.earshot.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGProperty;

/// The PostgreSQL that is backed up: its directory on this machine, and a role with the right of
/// replication and no other.
///
/// @param url JDBC address of the core's database
public record Cluster(Path directory, String url, String user, String password) {

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, login());
    }

    /// Speaks the replication protocol ([PostgreSQL
    /// §54.4](https://www.postgresql.org/docs/18/protocol-replication.html)).
    Connection connectForReplication() throws SQLException {
        Properties login = login();
        PGProperty.REPLICATION.set(login, "database");
        PGProperty.PREFER_QUERY_MODE.set(login, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(login, "15");
        return DriverManager.getConnection(url, login);
    }

    private Properties login() {
        var login = new Properties();
        PGProperty.USER.set(login, user);
        PGProperty.PASSWORD.set(login, password);
        PGProperty.CONNECT_TIMEOUT.set(login, 5);
        PGProperty.TCP_KEEP_ALIVE.set(login, true);
        return login;
    }

    /// Never the password.
    @Override
    public String toString() {
        return "PostgreSQL in " + directory;
    }
}
