package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.earshot.shield.VaultHarness.number;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.earshot.db.DatabaseUnavailable;
import org.earshot.site.PostgresServer;
import org.earshot.site.PostgresSettings;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallerToken;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The vault")
@ExtendWith(TestPostgres.class)
@Timeout(180)
@Tag("waits")
class VaultIT {

    @TempDir Path directory;

    @Test
    void knows_an_enrolled_party_by_number_and_by_token(PostgresServer server) {
        try (var house = new VaultHarness(server, directory);
                var vault = house.open()) {
            var token = vault.enrol(number(1));

            assertThat(token.value()).matches("e[a-z2-7]{26}");
            assertThat(vault.enrolled(number(1))).contains(token);
            assertThat(vault.open(token)).contains(number(1));
            assertThat(vault.enrolled(number(2))).isEmpty();
            assertThat(vault.open(new CallerToken("e" + "a".repeat(26)))).isEmpty();
            assertThat(vault.enrol(number(1))).isEqualTo(token);
            assertThat(vault.size()).isEqualTo(1);
        }
    }

    @Test
    void is_known_again_after_a_restart_and_to_another_shield_within_seconds(
            PostgresServer server) {
        try (var house = new VaultHarness(server, directory);
                var one = house.open();
                var other = house.open()) {
            var token = one.enrol(number(1));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> other.enrolled(number(1)).isPresent());
            assertThat(other.open(token)).contains(number(1));
            try (var later = house.open()) {
                assertThat(later.enrolled(number(1))).contains(token);
            }

            other.forget(token);

            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> one.open(token).isEmpty());
            assertThat(one.enrolled(number(1))).isEmpty();
        }
    }

    @Test
    void gives_one_party_one_token_however_many_shields_enrol_it_at_once(PostgresServer server)
            throws Exception {
        try (var house = new VaultHarness(server, directory);
                var one = house.open();
                var other = house.open();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    IntStream.range(0, 40)
                            .mapToObj(i ->
                                    (Callable<CallerToken>)
                                            () -> (i % 2 == 0 ? one : other).enrol(number(i % 4)))
                            .toList();

            Set<CallerToken> tokens = new HashSet<>();
            for (Future<CallerToken> answer : threads.invokeAll(asked)) {
                tokens.add(answer.get());
            }

            assertThat(tokens).hasSize(4);
            assertThat(keyFiles()).isEqualTo(4);
        }
    }

    @Test
    void forgets_with_the_key_so_that_a_copy_of_the_row_opens_no_more(PostgresServer server)
            throws Exception {
        try (var house = new VaultHarness(server, directory);
                var vault = house.open()) {
            var token = vault.enrol(number(1));
            var row = new VaultRepository(house.database).read().entries().getFirst();

            assertThat(vault.forget(token)).isTrue();

            assertThat(vault.enrolled(number(1))).isEmpty();
            assertThat(vault.open(token)).isEmpty();
            assertThat(vault.forget(token)).isFalse();
            assertThat(keyFiles()).isZero();
            // As from a backup.
            new VaultRepository(house.database).add(row, LocalDate.EPOCH, _ -> Optional.empty());
            try (var restored = house.open()) {
                assertThat(restored.size()).isZero();
                assertThat(restored.open(token)).isEmpty();
            }
        }
    }

    @Test
    void refuses_rows_that_were_exchanged_in_the_database(PostgresServer server) throws Exception {
        try (var house = new VaultHarness(server, directory)) {
            try (var vault = house.open()) {
                vault.enrol(number(1));
                vault.enrol(number(2));
            }
            var administrator = server.administrator();
            try (var connection =
                            DriverManager.getConnection(
                                    house.settings.url(),
                                    administrator.user(),
                                    administrator.password());
                    var statement = connection.createStatement()) {
                statement.execute(
                        """
                        UPDATE enrolled a SET sealed_number = b.sealed_number
                        FROM enrolled b WHERE a.id <> b.id
                        """);
            }

            try (var vault = house.open()) {
                assertThat(vault.size()).isZero();
                assertThat(vault.enrolled(number(1))).isEmpty();
            }
        }
    }

    @Test
    void lets_calls_go_on_while_its_database_is_gone_and_says_that_it_cannot_enrol(
            PostgresServer shared) {
        var own =
                PostgresSettings.fresh(directory.resolve("postgres"), shared.settings().binaries());
        try (var server = new PostgresServer(own)) {
            server.start();
            try (var house = new VaultHarness(server, directory.resolve("shield"));
                    var vault = house.open()) {
                var token = vault.enrol(number(1));

                server.kill();

                for (int i = 0; i < 1_000; i++) {
                    assertThat(vault.enrolled(number(1))).contains(token);
                    assertThat(vault.open(token)).contains(number(1));
                }
                assertThatThrownBy(() -> vault.enrol(number(2)))
                        .isInstanceOf(DatabaseUnavailable.class);
                assertThatThrownBy(() -> vault.forget(token))
                        .isInstanceOf(DatabaseUnavailable.class);
                assertThat(vault.open(token)).contains(number(1));
                Awaitility.await().until(() -> !vault.isDatabaseUp());

                server.start();

                Awaitility.await().atMost(Duration.ofSeconds(20)).until(vault::isDatabaseUp);
                assertThat(vault.open(vault.enrol(number(2)))).contains(number(2));
            }
        }
    }

    @Test
    void starts_without_its_database_and_learns_who_is_enrolled_when_it_comes(
            PostgresServer shared) {
        var own =
                PostgresSettings.fresh(directory.resolve("postgres"), shared.settings().binaries());
        try (var server = new PostgresServer(own)) {
            server.start();
            try (var house = new VaultHarness(server, directory.resolve("shield"))) {
                try (var vault = house.open()) {
                    vault.enrol(number(1));
                }
                server.stop();
                try (var vault = house.open()) {
                    assertThat(vault.enrolled(number(1))).isEmpty();
                    assertThat(vault.isDatabaseUp()).isFalse();

                    server.start();

                    Awaitility.await()
                            .atMost(Duration.ofSeconds(20))
                            .until(() -> vault.enrolled(number(1)).isPresent());
                }
            }
        }
    }

    private long keyFiles() throws IOException {
        try (var files = Files.list(directory.resolve("vault-keys"))) {
            return files.count();
        }
    }
}
