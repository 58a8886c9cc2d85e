package org.earshot.app;

import java.time.Duration;
import org.earshot.db.Database;
import org.earshot.db.DatabaseSettings;
import org.earshot.site.DataDirectory;
import org.earshot.site.PostgresServer;

/// The database of an installation: the one that comes with it, or the operator's own.
final class Databases {

    private Databases() {}

    static Database open(DataDirectory data, Settings settings) {
        Settings.DatabaseKeys keys = settings.database();
        Duration patience = Duration.ofSeconds(keys.patienceSeconds());
        return Database.open(
                keys.url().isEmpty()
                        ? new DatabaseSettings(
                                "jdbc:postgresql://127.0.0.1:"
                                        + data.instance().postgresPort()
                                        + "/"
                                        + PostgresServer.USER,
                                PostgresServer.USER,
                                data.instance().postgresPassword(),
                                keys.connections(),
                                patience)
                        : new DatabaseSettings(
                                keys.url(),
                                keys.user(),
                                keys.password(),
                                keys.connections(),
                                patience));
    }
}
