package org.earshot.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.earshot.db.Database;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("waits")
@DisplayName("The embedded PostgreSQL")
class PostgresIT {

    @Test
    @ExtendWith(TestPostgres.class)
    void offers_each_test_class_a_migrated_database(Database database) {
        int calls = database.transact(sql -> sql.fetchCount(DSL.table("call")));

        assertThat(calls).isZero();
    }

    @Test
    void keeps_what_it_acknowledged_when_it_is_killed(@TempDir Path directory) throws Exception {
        try (var server = fresh(directory)) {
            server.start();
            try (var connection = connect(server)) {
                connection.createStatement().execute("CREATE TABLE t (n int)");
                connection.createStatement().execute("INSERT INTO t VALUES (1), (2)");
                server.kill();
            }

            server.start();

            try (var connection = connect(server);
                    var rows = connection.createStatement().executeQuery("SELECT sum(n) FROM t")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(3);
            }
        }
    }

    @Test
    void trusts_nobody_without_the_password(@TempDir Path directory) {
        try (var server = fresh(directory)) {
            server.start();

            assertThatThrownBy(() -> DriverManager.getConnection(server.url(), "earshot", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(directory.resolve("postgres/pg_hba.conf"))
                    .content()
                    .doesNotContainPattern("(?m)^[^#]*trust");
        }
    }

    @Test
    void says_which_port_is_taken(@TempDir Path directory) throws Exception {
        try (var first = fresh(directory)) {
            first.start();
            var settings = first.settings();
            var second =
                    new PostgresServer(
                            new PostgresSettings(
                                    directory.resolve("second"),
                                    settings.binaries(),
                                    settings.port(),
                                    settings.password()));

            assertThatThrownBy(second::start)
                    .isInstanceOf(SiteFault.class)
                    .hasMessageContaining("TCP port " + settings.port())
                    .hasMessageContaining("PostgreSQL")
                    .hasMessageContaining("instance.json");
        }
    }

    @Test
    void names_the_remedy_when_the_password_was_lost(@TempDir Path directory) {
        try (var server = fresh(directory)) {
            server.start();
        }
        var stranger = fresh(directory);

        assertThatThrownBy(stranger::start)
                .isInstanceOf(SiteFault.class)
                .hasMessageContaining("refuses the password of instance.json");
        assertThat(Files.exists(directory.resolve("postgres/postmaster.pid"))).isFalse();
    }

    private static PostgresServer fresh(Path directory) {
        return new PostgresServer(
                PostgresSettings.fresh(directory.resolve("postgres"), TestPostgres.binaries()));
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(
                server.url(), PostgresServer.USER, server.settings().password());
    }
}
