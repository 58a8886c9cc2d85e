package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.earshot.audit.WrittenLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
class AuditCommandTest {

    @TempDir private Path data;
    private final PrintStream terminal = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final StringWriter complaints = new StringWriter();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(terminal);
    }

    @Test
    void tail_shows_the_newest_acts_and_fsck_finds_nothing() throws Exception {
        String key = WrittenLog.in(data, 20);

        assertThat(run("tail", "--lines", "2", "--log-key", key)).isZero();
        assertThat(text().lines()).hasSize(2).last().asString().contains("19 ", "case.open");
        assertThat(run("fsck", "--json", "--log-key", key)).isZero();
        assertThat(text()).contains("\"size\":20").contains("\"findings\":[]");
    }

    @Test
    void prove_prints_a_proof_that_ends_with_the_checkpoint() throws Exception {
        String key = WrittenLog.in(data, 20);

        assertThat(run("prove", "7", "--log-key", key)).isZero();
        assertThat(text())
                .startsWith("c2sp.org/tlog-proof@v1\nindex 7\n")
                .endsWith(Files.readString(data.resolve("audit/checkpoint")));
    }

    @Test
    void a_checkpoint_is_printed_byte_for_byte_to_be_kept() throws Exception {
        String key = WrittenLog.in(data, 20);

        assertThat(run("checkpoint", "--log-key", key)).isZero();

        assertThat(text()).isEqualTo(Files.readString(data.resolve("audit/checkpoint")));
    }

    @Test
    void fsck_names_the_leaf_that_was_altered() throws Exception {
        String key = WrittenLog.in(data, 20);
        Path tile = data.resolve("audit/tile/0/000.p/20");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[5 * 32] ^= (byte) 1;
        Files.write(tile, bytes);

        assertThat(run("fsck", "--log-key", key)).isEqualTo(1);
        assertThat(text()).contains("tampered: leaf 5 is altered");
    }

    @Test
    void wrong_usage_is_told_apart_from_tampering() throws Exception {
        assertThat(run("fsck", "--log-key", "x")).isEqualTo(2);
        assertThat(complaints.toString()).contains("There is no log of acts in");
        String key = WrittenLog.in(data, 3);
        assertThat(run("fsck", "--log-key", key.substring(0, 30))).isEqualTo(2);
        assertThat(run("fsck")).isEqualTo(2);
        assertThat(run("prove", "3", "--log-key", key)).isEqualTo(2);
        assertThat(run("prove", "x", "--log-key", key)).isEqualTo(2);
        assertThat(run("verify", "--witness", "f", "--log-key", key)).isEqualTo(2);
    }

    private int run(String command, String... options) {
        printed.reset();
        var line = new ArrayList<String>(List.of("audit", command));
        line.addAll(List.of(options));
        line.addAll(List.of("--data", data.toString()));
        return Main.commandLine()
                .setErr(new PrintWriter(complaints, true))
                .execute(line.toArray(String[]::new));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
