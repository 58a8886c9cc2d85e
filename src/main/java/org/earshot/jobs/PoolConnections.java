package org.earshot.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import org.earshot.db.Database;
import org.quartz.utils.ConnectionProvider;

/// Lends Quartz our connections.
final class PoolConnections implements ConnectionProvider {

    private final Database database;

    PoolConnections(Database database) {
        this.database = database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return database.connection();
    }

    @Override
    public void shutdown() {
        // the pool is its owner's
    }

    @Override
    public void initialize() {
        // open already
    }
}
