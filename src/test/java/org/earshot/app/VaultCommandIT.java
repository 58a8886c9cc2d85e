package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earshot.crypto.Secret;
import org.earshot.shield.DialPermission;
import org.earshot.shield.Recognition;
import org.earshot.shield.ShieldState;
import org.earshot.site.DataDirectory;
import org.earshot.site.PostgresServer;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("earshot vault")
@ExtendWith(TestPostgres.class)
@Timeout(120)
@SuppressWarnings({"NullAway.Init", "SystemOut"})
class VaultCommandIT {

    private static final CallerToken EPOCH = new CallerToken("t" + "b".repeat(53));
    private static final PhoneNumber NUMBER = new PhoneNumber("+882184242424");

    @TempDir Path directory;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private String said = "";

    @BeforeEach
    void start(PostgresServer postgres) throws Exception {
        var clock = InstantSource.system();
        DataDirectory.open(directory).close(); // as 'up' makes it
        var place = ShieldDirectory.of(DataDirectory.existing(directory)).prepare(clock);
        place.expectVault(postgres.settings().port());
        place.setUpVault(postgres.administrator());
        place.setUpVault(postgres.administrator()); // each time PostgreSQL starts
        var vault = ShieldVault.open(place, Secret.random(), clock);
        parts.add(vault);
        vault.serve(
                0,
                token -> open(vault.recognition(), token),
                _ -> new DialPermission.Verdict(true, "allowed"),
                () -> new ShieldState(true, List.of(), ShieldState.Keys.IN_ORDER, Map.of()));
    }

    private static Optional<PhoneNumber> open(Recognition vault, CallerToken token) {
        return token.equals(EPOCH) ? Optional.of(NUMBER) : vault.open(token);
    }

    @AfterEach
    void stop(PostgresServer postgres) throws Exception {
        for (var part : parts.reversed()) {
            part.close();
        }
        var administrator = postgres.administrator();
        try (var connection =
                        DriverManager.getConnection(
                                postgres.url(), administrator.user(), administrator.password());
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE vault WITH (FORCE)");
        }
    }

    @Test
    void shows_a_number_to_one_of_three_people_who_agree() throws Exception {
        unmask();
    }

    private void unmask() throws Exception {
        for (String name : List.of("ann", "bob", "cho")) {
            String file = directory.resolve(name + ".pem").toString();
            assertThat(run("person", "key", file)).isZero();
            assertThat(run("person", "add", name, said.strip(), "--data", data())).isZero();
        }
        assertThat(run("person", "list", "--data", data())).isZero();
        assertThat(said).isEqualTo("ann\nbob\ncho\n");

        assertThat(
                        run(
                                "request",
                                EPOCH.value(),
                                "--data",
                                data(),
                                "--as",
                                "ann",
                                "--key",
                                key("ann"),
                                "--purpose",
                                "case 2026-0042, duty of contact"))
                .isZero();
        String id = said.strip();
        assertThat(run("unmask", id, "--data", data(), "--as", "ann", "--key", key("ann")))
                .isEqualTo(1);
        for (String approver : List.of("ann", "bob", "cho")) {
            int code =
                    run(
                            "approve",
                            id,
                            "--yes",
                            "--data",
                            data(),
                            "--as",
                            approver,
                            "--key",
                            key(approver));
            assertThat(code).as(approver).isEqualTo(approver.equals("ann") ? 1 : 0);
        }
        assertThat(run("unmask", id, "--data", data(), "--as", "ann", "--key", key("ann")))
                .isZero();
        assertThat(said).isEqualTo(NUMBER.e164() + "\n");

        assertThat(run("unmask", id, "--data", data(), "--as", "ann", "--key", key("ann")))
                .isEqualTo(1);
        assertThat(run("log", "verify", "--json", "--data", data())).isZero();
        assertThat(said).contains("\"entries\":7").contains("\"comparedWithDatabase\":true");
        assertThat(run("log", "show", "--data", data())).isZero();
        assertThat(said).contains("RELEASED").doesNotContain("4242424");
    }

    @Test
    void finds_that_the_log_was_cut_off_because_the_database_knows_better() throws Exception {
        unmask();
        Path log = directory.resolve("shield/unmask.log");
        var lines = Files.readAllLines(log);
        Files.write(log, lines.subList(0, lines.size() - 1));

        assertThat(run("log", "verify", "--data", data())).isEqualTo(1);
    }

    @Test
    void enrols_and_forgets() {
        assertThat(run("enrol", EPOCH.value(), "--data", data())).isZero();
        String token = said.strip();
        assertThat(token).startsWith("e");
        assertThat(run("show", "--json", "--data", data())).isZero();
        assertThat(said).contains("\"enrolled\":1");

        assertThat(run("forget", token, "--json", "--data", data())).isZero();
        assertThat(said).isEqualTo("{\"forgotten\":true}\n");
        assertThat(run("forget", token, "--data", data())).isEqualTo(1);
        assertThat(run("enrol", "+882184242424", "--data", data())).isEqualTo(1);
        assertThat(run("enrol")).isEqualTo(2);
    }

    @Test
    void explains_every_command_with_an_example() {
        var vault = new CommandLine(new VaultCommand());
        vault.getSubcommands()
                .values()
                .forEach(command ->
                        assertThat(command.getUsageMessage())
                                .as(command.getCommandName())
                                .containsAnyOf("Example:", "  ./earshot", "Commands:"));
        assertThat(vault.getUsageMessage()).contains("./earshot vault approve");
    }

    private String data() {
        return directory.toString();
    }

    private String key(String name) {
        return directory.resolve(name + ".pem").toString();
    }

    /// @return the exit code; what was printed is in `said`
    private int run(String... arguments) {
        var out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return new CommandLine(new VaultCommand())
                    .setExecutionExceptionHandler((failure, _, _) -> {
                        if (failure instanceof Complaint) {
                            Output.aside(String.valueOf(failure.getMessage()));
                            return 1;
                        }
                        throw failure;
                    })
                    .execute(arguments);
        } finally {
            System.setOut(before);
            said = out.toString(StandardCharsets.UTF_8);
        }
    }
}
