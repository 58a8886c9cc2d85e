package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.earshot.shield.EpochKeystore;
import org.earshot.shield.KeyReport;
import org.earshot.shield.KeySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

@ResourceLock(Resources.SYSTEM_OUT)
class ShieldKeysCommandTest {

    @TempDir private Path data;
    private final PrintStream terminal = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(terminal);
    }

    @Test
    void without_a_keystore_it_says_so_and_makes_none() {
        assertThat(complaint("list")).contains("There is no keystore in").contains("setup");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void list_shows_today_and_the_days_ahead_and_no_key() {
        KeyReport report = keystore().report();

        assertThat(run("list")).isZero();
        assertThat(text()).contains("today is " + report.today()).contains("opens until");
        assertThat(run("list", "--json")).isZero();
        assertThat(text()).contains("\"day\":\"" + report.today() + "\"");
    }

    @Test
    void destroy_wants_a_yes_and_gives_a_certificate_that_holds() throws IOException {
        String today = keystore().report().today();
        assertThat(complaint("destroy", today)).contains("cannot be undone");
        assertThat(complaint("destroy", "--yes")).contains("Name one day");
        assertThat(complaint("destroy", "yesterday", "--yes")).contains("'yesterday' is no day");
        assertThat(complaint("destroy", "2001-01-01", "--yes")).contains("no key of 2001-01-01");

        assertThat(run("destroy", today, "--yes")).isZero();
        assertThat(text()).contains("destroyed; certificate epoch-" + today + "-1.txt");

        assertThat(run("certificate", today)).isZero();
        assertThat(text()).contains("signed-by: ").contains("holds: signed here");

        Path file = data.resolve("shield/certificates/epoch-" + today + "-1.txt");
        Files.writeString(file, Files.readString(file).replace("reason: asked", "reason: due"));
        assertThat(run("certificate")).isEqualTo(1);
        assertThat(text()).contains("missing or altered; the key itself is gone");
    }

    @Test
    void rotate_renews_the_key_of_calls_only_when_asked() {
        byte[] before = keystore().dialog().bytes();
        assertThat(run("rotate")).isZero();
        assertThat(keystore().dialog().bytes()).isEqualTo(before);

        assertThat(run("rotate", "--dialog-key")).isZero();

        assertThat(keystore().dialog().bytes()).isNotEqualTo(before);
    }

    @Test
    void a_passphrase_comes_from_a_file() throws IOException {
        EpochKeystore.open(KeySettings.in(data, Optional.of("correct horse")), Clock.systemUTC());
        Path file = Files.writeString(data.resolve("passphrase"), "correct horse\n");

        assertThat(run("list", "--passphrase-file", file.toString())).isZero();
        assertThat(complaint("list", "--passphrase-file", data + "/none"))
                .contains("cannot be read");
    }

    @Test
    void each_help_ends_with_an_example() {
        for (String command : new String[] {"list", "rotate", "destroy", "certificate", "reseal"}) {
            assertThat(run(command, "--help")).isZero();
            assertThat(text()).contains("Example:").contains("./earshot shield-keys " + command);
        }
    }

    private EpochKeystore keystore() {
        return EpochKeystore.open(KeySettings.in(data, Optional.empty()), Clock.systemUTC());
    }

    private String complaint(String... arguments) {
        var said = new StringBuilder();
        var line =
                new CommandLine(new ShieldKeysCommand())
                        .setExecutionExceptionHandler((failure, _, _) -> {
                            said.append(failure.getMessage());
                            return 1;
                        });
        assertThat(line.execute(with(arguments))).isEqualTo(1);
        return said.toString();
    }

    private int run(String... arguments) {
        printed.reset();
        return new CommandLine(new ShieldKeysCommand()).execute(with(arguments));
    }

    private String[] with(String... arguments) {
        if (arguments[arguments.length - 1].equals("--help")) {
            return arguments;
        }
        var all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--data";
        all[arguments.length + 1] = data.toString();
        return all;
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
