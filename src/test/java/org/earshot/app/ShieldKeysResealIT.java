package org.earshot.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.shield.EpochKeystore;
import org.earshot.shield.KeySettings;
import org.earshot.shield.ShieldSettings;
import org.earshot.site.TestSoftHsm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

@Tag("waits")
@DisplayName("earshot shield-keys reseal")
@ResourceLock(Resources.SYSTEM_OUT)
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class ShieldKeysResealIT {

    private static final String COMMAND = "./earshot shield-keys ";

    @TempDir private Path data;
    private final PrintStream terminal = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private TestSoftHsm.Token token;
    private byte[] dialog;

    @BeforeEach
    void keystore() throws IOException {
        token = TestSoftHsm.shared().token();
        dialog =
                EpochKeystore.open(KeySettings.in(data, Optional.empty()), Clock.systemUTC())
                        .dialog()
                        .bytes();
        System.setOut(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(terminal);
    }

    @Test
    void moves_a_keystore_to_a_token_to_a_passphrase_and_back_to_its_key_file() throws IOException {
        String uri = token.uri("shield");
        String passphrase =
                Files.writeString(data.resolve("passphrase"), "correct horse\n").toString();

        assertThat(complaint("reseal", "--to-pkcs11", uri)).contains("There is no key 'shield'");
        assertThat(run("list")).as("still as it was").isZero();
        assertThat(run("reseal", "--make-key", "--to-pkcs11", uri)).isZero();
        assertThat(text())
                .contains("opened by the key 'shield' of the PKCS#11 token '" + token.label())
                .contains("settings (pkcs11)");
        assertThat(complaint("list")).contains("needs its PKCS#11 token, not its key file");
        assertThat(run("list", "--pkcs11", uri)).isZero();
        assertThat(run("reseal", "--pkcs11", uri, "--to-passphrase-file", passphrase)).isZero();
        assertThat(complaint("list", "--pkcs11", uri)).contains("needs a passphrase");
        assertThat(run("reseal", "--passphrase-file", passphrase, "--to-key-file", "--json"))
                .isZero();
        assertThat(text()).contains("\"resealed\":true");
        var back = EpochKeystore.open(KeySettings.in(data, Optional.empty()), Clock.systemUTC());
        assertThat(back.dialog().bytes()).isEqualTo(dialog);
    }

    @Test
    void what_the_settings_of_the_shield_say_need_not_be_said_again() throws IOException {
        String uri = token.uri("shield");
        assertThat(run("reseal", "--make-key", "--to-pkcs11", uri)).isZero();
        Files.writeString(
                ShieldSettings.fileOf(data),
                """
                {"outer": {"listen": ["udp:192.0.2.1:5060"], "peers": ["udp:198.51.100.7:5060"]},
                 "inner": {"listen": ["udp:127.0.0.1:5070"], "peers": ["udp:127.0.0.1:5080"]},
                 "pkcs11": "%s"}
                """
                        .formatted(uri));

        assertThat(run("list")).isZero();
        assertThat(run("rotate")).isZero();
    }

    @Test
    void the_command_lines_of_the_operations_page_work() throws IOException {
        Path passphrase = Files.writeString(data.resolve("passphrase"), "correct horse\n");
        List<String> lines =
                Files.readString(Path.of("src/site/markdown/operations.md"))
                        .lines()
                        .filter(line -> line.startsWith(COMMAND))
                        .map(line -> line.replace("token=earshot", "token=" + token.label()))
                        .map(line ->
                                line.replace(
                                        "/usr/lib/softhsm/libsofthsm2.so",
                                        TestSoftHsm.shared().module().toString()))
                        .map(line -> line.replace("/etc/earshot/pin", token.pinFile().toString()))
                        .map(line -> line.replace("/etc/earshot/passphrase", passphrase.toString()))
                        .toList();

        assertThat(lines).hasSize(4);
        for (String line : lines) {
            String[] words = line.substring(COMMAND.length()).replace("'", "").split(" ", -1);
            assertThat(run(words)).as(line).isZero();
        }
    }

    @Test
    void wrong_words_are_explained() {
        assertThat(complaint("reseal", "--to-pkcs11", "pkcs11:token=a"))
                .contains("has no 'module-path'");
        assertThat(complaint("reseal", "--to-key-file", "--make-key"))
                .contains("--make-key goes with --to-pkcs11 only");
        assertThat(complaint("list", "--pkcs11", token.uri("k"), "--passphrase-file", "/none"))
                .contains("not both");
        assertThat(run("reseal", "--help")).isZero();
        assertThat(text()).contains("Example:").contains("./earshot shield-keys reseal");
    }

    @Test
    void the_pin_may_come_from_the_environment() throws Exception {
        assertThat(run("reseal", "--make-key", "--to-pkcs11", token.uri("shield"))).isZero();
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "shield-keys",
                        "list",
                        "--data",
                        data.toString(),
                        "--pkcs11",
                        token.uriWithoutPin("shield"));
        builder.environment().putAll(TestSoftHsm.shared().environment());
        builder.environment().put("EARSHOT_PKCS11_PIN", TestSoftHsm.PIN);
        var process = builder.redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .contains("opens until");
        assertThat(process.waitFor()).isZero();
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
        var all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--help")) {
            all.addAll(List.of("--data", data.toString()));
        }
        return all.toArray(String[]::new);
    }

    private String text() {
        return printed.toString(UTF_8);
    }
}
