package org.earshot.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script on machines that lack something: each program it needs is a link to the real one,
/// unless the test puts another in its place.
@DisplayName("get-asterisk.sh")
class GetAsteriskIT {

    private static final List<String> TOOLS =
            List.of(
                    "awk",
                    "basename",
                    "bash",
                    "cat",
                    "cut",
                    "df",
                    "dpkg",
                    "dpkg-deb",
                    "flock",
                    "grep",
                    "mkdir",
                    "mktemp",
                    "mv",
                    "rm",
                    "sha256sum",
                    "sort",
                    "tail");

    private record Outcome(int status, String said) {}

    @TempDir private Path directory;

    @BeforeEach
    void tools() throws IOException {
        Files.createDirectory(directory.resolve("bin"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(directory.resolve("bin").resolve(tool), find(tool));
        }
    }

    @AfterEach
    void noLinks() throws IOException {
        Directories.delete(directory.resolve("bin"));
    }

    @Test
    void says_that_the_machine_is_not_debian_when_apt_is_missing() throws Exception {
        Outcome outcome = run();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.said())
                .hasLineCount(1)
                .contains("apt-get is missing")
                .contains("Run Earshot on Debian 12 or newer");
        assertNothingLeftBehind();
    }

    @Test
    void says_that_apt_knows_no_mirror() throws Exception {
        put("apt-get", "exit 0");

        Outcome outcome = run();

        assertThat(outcome.said())
                .hasLineCount(1)
                .contains("apt knows no Debian mirror")
                .contains("/etc/apt/sources.list");
        assertNothingLeftBehind();
    }

    @Test
    void says_that_the_mirror_does_not_answer() throws Exception {
        put(
                "apt-get",
                """
                case "$1" in
                indextargets) echo http://mirror.invalid/debian/ ;;
                *) echo "E: Failed to fetch: Could not resolve 'mirror.invalid'"; exit 100 ;;
                esac\
                """);

        Outcome outcome = run();

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.said().lines().toList().getLast())
                .contains("mirror of this machine does not answer")
                .contains("Check the network")
                .doesNotContain("mirror.invalid");
        assertNothingLeftBehind();
    }

    @Test
    void says_that_the_mirror_lacks_the_suite() throws Exception {
        put(
                "apt-get",
                """
                case "$1" in
                indextargets) echo http://mirror.invalid/debian/ ;;
                *) echo "E: The repository does not have a Release file."; exit 100 ;;
                esac\
                """);

        assertThat(run().said()).contains("does not carry the suite 'forky'");
        assertNothingLeftBehind();
    }

    @Test
    void says_how_much_room_is_missing() throws Exception {
        put("apt-get", "exit 0");
        put("df", "printf 'a b c d\\nx 1 1 100 1 /\\n'");

        assertThat(run().said())
                .hasLineCount(1)
                .contains("has 100 MB free and 700 MB are needed")
                .contains("another cache directory");
        assertNothingLeftBehind();
    }

    @Test
    void clears_away_what_a_killed_run_left() throws Exception {
        Files.createDirectories(software().resolve(".fetch.killed/asterisk/rootfs"));
        put("apt-get", "exit 0");

        run();

        assertNothingLeftBehind();
    }

    @Test
    void leaves_alone_what_is_complete() throws Exception {
        Files.createDirectories(software().resolve("asterisk"));
        Files.writeString(
                software().resolve("asterisk/MANIFEST"), "asterisk 1:22.10.1+dfsg-1 00\n");

        assertThat(run()).isEqualTo(new Outcome(0, ""));
        assertThat(new AsteriskSoftware(software()).version()).isEqualTo("22.10.1");
    }

    private void assertNothingLeftBehind() throws IOException {
        try (var files = Files.list(software())) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly(".lock");
        }
    }

    private Path software() {
        return directory.resolve("software");
    }

    private void put(String tool, String script) throws IOException {
        Path file = directory.resolve("bin").resolve(tool);
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome run() throws Exception {
        var builder =
                new ProcessBuilder(
                                find("bash").toString(),
                                Path.of("asterisk-conf/get-asterisk.sh")
                                        .toAbsolutePath()
                                        .toString(),
                                software().toString())
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", directory.resolve("bin").toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said);
    }

    private static Path find(String tool) {
        return List.of("/usr/bin", "/bin", "/usr/sbin").stream()
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(tool + " is needed by this test"));
    }
}
