package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.earshot.db.Database;
import org.earshot.db.DatabaseSettings;
import org.earshot.site.PostgresServer;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The rights in PostgreSQL")
@ExtendWith(TestPostgres.class)
class VaultRightsIT {

    private static final String NOT_ALLOWED = "42501";

    @TempDir Path directory;

    @Test
    void keep_the_cores_role_out_of_the_vault(PostgresServer server, DatabaseSettings core) {
        try (var house = new VaultHarness(server, directory)) {
            assertThatThrownBy(() ->
                            run(house.settings.url(), core.user(), core.password(), "SELECT 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for database");
        }
    }

    @Test
    void keep_the_vaults_role_out_of_the_cores_database(
            PostgresServer server, DatabaseSettings core) {
        try (var _ = new VaultHarness(server, directory)) {
            assertThatThrownBy(() ->
                            run(core.url(), VaultHarness.ROLE, VaultHarness.PASSWORD, "SELECT 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for database");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM pg_authid",
                "SELECT pg_read_file('pg_hba.conf')",
                "COPY (SELECT 1) TO PROGRAM 'cat'",
                "CREATE DATABASE another",
                "ALTER ROLE earshot SUPERUSER",
                "CREATE EXTENSION dblink"
            })
    void leave_the_cores_role_no_way_around(
            String statement, PostgresServer server, Database core, DatabaseSettings settings) {
        assertThat(core.isUp()).isTrue();
        assertThatThrownBy(
                        () -> run(settings.url(), settings.user(), settings.password(), statement))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(permission denied|must be|not available).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE unmask_request SET token = token",
                "UPDATE unmask_approval SET approver = approver",
                "DELETE FROM unmask_approval",
                "DELETE FROM unmask_release",
                "TRUNCATE unmask_request",
                "UPDATE enrolled SET token = token",
                "UPDATE vault_version SET only_row = true",
                "DROP TABLE enrolled",
                "ALTER TABLE unmask_approval DROP CONSTRAINT unmask_approval_pkey",
                "CREATE TABLE mine (n int)",
                "SELECT * FROM flyway_schema_history",
                "SET session_replication_role = replica"
            })
    void give_the_shield_what_it_needs_and_no_more(String statement, PostgresServer server) {
        try (var house = new VaultHarness(server, directory)) {
            assertThatThrownBy(() ->
                            run(
                                    house.settings.url(),
                                    VaultHarness.ROLE,
                                    VaultHarness.PASSWORD,
                                    statement))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo(NOT_ALLOWED));
        }
    }

    private static void run(String url, String user, String password, String sql)
            throws SQLException {
        try (var connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
