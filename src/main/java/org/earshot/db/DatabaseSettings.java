package org.earshot.db;

import java.time.Duration;

/// How PostgreSQL is reached. Keys: `database.*`.
///
/// @param url JDBC address, for instance `jdbc:postgresql://127.0.0.1:5432/earshot`
/// @param patience how long a transaction is tried again while PostgreSQL is away; longer than it
///   needs to restart
public record DatabaseSettings(
        String url, String user, String password, int connections, Duration patience) {

    public DatabaseSettings {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "database.url must begin with jdbc:postgresql:, got " + url);
        }
        if (connections < 1) {
            throw new IllegalArgumentException(
                    "database.connections must be at least 1, got " + connections);
        }
    }

    /// Never the password.
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
