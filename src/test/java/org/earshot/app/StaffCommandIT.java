package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.earshot.db.DatabaseSettings;
import org.earshot.site.DataDirectory;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

@DisplayName("earshot staff")
@ExtendWith(TestPostgres.class)
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class StaffCommandIT {

    private static final Pattern CODE = Pattern.compile("([A-Z2-7]{4}-){5}[A-Z2-7]{4}");

    @TempDir private Path data;
    private final PrintStream terminal = System.out;
    private final PrintStream complaints = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void installation(DatabaseSettings database) throws IOException {
        DataDirectory.open(data).close();
        Files.writeString(
                data.resolve("earshot.yaml"),
                "database:\n  url: \"%s\"\n  user: %s\n  password: \"%s\"\n"
                        .formatted(database.url(), database.user(), database.password()));
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
    }

    @AfterEach
    void restore() {
        System.setOut(terminal);
        System.setErr(complaints);
    }

    @Test
    void a_house_is_begun_filled_and_left() throws IOException {
        assertThat(run("list")).isZero();
        assertThat(text()).contains("Nobody yet");
        assertThat(run("init", "--administrator", "ann", "--custodian", "carl")).isZero();
        assertThat(CODE.matcher(text()).results()).hasSize(2);
        assertThat(run("init", "--administrator", "eve")).isEqualTo(1);
        assertThat(text()).contains("There is an administrator already");
        run("leave", "ann");
        assertThat(text()).contains("would leave the house without an administrator");

        assertThat(run("unit", "add", "City", "--below", "House")).isZero();
        assertThat(run("unit", "change", "House", "--below", "City")).isEqualTo(1);
        assertThat(text()).contains("A unit cannot lie below itself.");
        assertThat(add("kim", "agent")).isZero();
        assertThat(add("lee", "agent")).isZero();
        assertThat(run("role", "kim", "agent,auditor")).isEqualTo(1);
        assertThat(text()).contains("must not meet in one person");
        assertThat(run("role", "kim", "boss")).isEqualTo(1);
        assertThat(text()).contains("There is no role 'boss'; there are agent, reviewer");
        assertThat(run("role", "kim", "unit-officer,specialist")).isZero();
        assertThat(run("conflict", "kim", "--unit", "City", "--why", "kin")).isZero();
        assertThat(run("pledge", "kim", "soon")).isEqualTo(1);
        assertThat(text()).contains("'soon' is no day");

        var shown = json("show", "kim");
        assertThat(shown.at("/person/roles").toString())
                .isEqualTo("[\"specialist\",\"unit-officer\"]");
        assertThat(shown.path("conflicts")).hasSize(1);
        assertThat(run("reset", "kim")).isZero();
        assertThat(CODE.matcher(text()).results()).hasSize(1);
        assertThat(run("leave", "kim", "--to", "lee")).isZero();
        assertThat(json("list")).hasSize(3);
        assertThat(json("list", "--all")).hasSize(4);
        assertThat(run("pledge", "kim", "2030-01-01")).isEqualTo(1);
        assertThat(text()).contains("This person has left.");
    }

    @Test
    void says_how_each_of_its_commands_is_used() {
        for (CommandLine one : all(new CommandLine(new StaffCommand()))) {
            var spec = one.getCommandSpec();
            assertThat(spec.usageMessage().footer())
                    .as(spec.qualifiedName())
                    .matches(footer -> !one.getSubcommands().isEmpty() || footer.length >= 3);
        }
    }

    private static List<CommandLine> all(CommandLine command) {
        var all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(one -> all.addAll(all(one)));
        return all;
    }

    private int add(String name, String role) {
        return run(
                "add",
                name,
                "--name",
                "Some One",
                "--unit",
                "City",
                "--roles",
                role,
                "--pledge",
                "2099-12-31");
    }

    private JsonNode json(String... args) throws IOException {
        var all = new ArrayList<>(List.of(args));
        all.add("--json");
        printed.reset();
        run(all.toArray(String[]::new));
        return new ObjectMapper().readTree(text());
    }

    private int run(String... args) {
        var all = new ArrayList<>(List.of("staff"));
        all.addAll(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        return Main.commandLine().execute(all.toArray(String[]::new));
    }

    private String text() {
        var text = printed.toString(StandardCharsets.UTF_8);
        printed.reset();
        return text;
    }
}
