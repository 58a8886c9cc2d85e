package org.earshot.app;

import java.time.Duration;
import org.earshot.db.Database;
import org.earshot.db.DatabaseSettings;
import org.earshot.site.DataDirectory;
import org.earshot.site.PostgresServer;

/// The database of an installation: the one that comes with it, or the operator's own.
final class Databases {

    private static final int IMPATIENT_CONNECTIONS = 4;

    private Databases() {}

    static Database open(DataDirectory data, Settings settings) {
        Settings.DatabaseKeys keys = settings.database();
        return Database.open(
                reached(
                        data,
                        keys,
                        keys.connections(),
                        Duration.ofSeconds(keys.patienceSeconds())));
    }

    /// For those who must be told at once when it is away. After [#open], which makes the tables.
    static Database impatient(DataDirectory data, Settings settings) {
        return Database.connect(
                reached(data, settings.database(), IMPATIENT_CONNECTIONS, Duration.ZERO));
    }

    private static DatabaseSettings reached(
            DataDirectory data, Settings.DatabaseKeys keys, int connections, Duration patience) {
        return keys.url().isEmpty()
                ? new DatabaseSettings(
                        "jdbc:postgresql://127.0.0.1:"
                                + data.instance().postgresPort()
                                + "/"
                                + PostgresServer.USER,
                        PostgresServer.USER,
                        data.instance().postgresPassword(),
                        connections,
                        patience)
                : new DatabaseSettings(
                        keys.url(), keys.user(), keys.password(), connections, patience);
    }
}
