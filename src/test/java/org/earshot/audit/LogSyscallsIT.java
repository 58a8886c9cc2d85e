package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.earshot.crypto.Ed25519Keys;
import org.earshot.crypto.SigningPem;
import org.earshot.site.Strace;
import org.earshot.site.Strace.Point;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The writers of log and witness, each of whose system calls")
@Timeout(180)
class LogSyscallsIT {

    /// Of the points at which the process is killed, for each costs the start of another: all with
    /// `-Dearshot.faults=1`.
    private static final int EVERY = Integer.getInteger("earshot.faults", 6);

    private final Strace strace = Strace.installed();

    @TempDir private Path root;
    private int size = 250; // a tile is full and another begun within the first points

    @BeforeEach
    void keys() throws IOException {
        Files.writeString(root.resolve("log.pem"), SigningPem.write(Ed25519Keys.generate()));
        Files.writeString(root.resolve("witness.pem"), SigningPem.write(Ed25519Keys.generate()));
    }

    @Test
    void fails_once_are_well_again_with_the_next_try() throws Exception {
        try (var writer = new Writer()) {
            writer.grow(size);
            List<Point> points = points(writer);
            int failed = 0;
            for (Point point : points) {
                size += 1;
                failed += "failed".equals(writer.failing(point, "error=EIO", size)) ? 1 : 0;
                assertThat(writer.grow(size)).as("after EIO at %s", point).isEqualTo("done");
                assertClean("EIO at " + point);
            }
            assertThat(points).hasSizeGreaterThan(40);
            assertThat(failed).as("of %s", points).isGreaterThan(points.size() / 2);
        }
    }

    @Test
    void is_its_last_leaves_nothing_that_another_process_does_not_put_right() throws Exception {
        var writer = new Writer();
        try {
            writer.grow(size);
            List<Point> points = points(writer);
            for (int i = 0; i < points.size(); i += EVERY) {
                size += 1;
                assertThat(writer.failing(points.get(i), "signal=KILL", size)).isNull();
                writer.close();
                writer = new Writer();
                assertThat(writer.grow(size)).as("after %s", points.get(i)).isEqualTo("done");
                assertClean("killed at " + points.get(i));
            }
        } finally {
            writer.close();
        }
    }

    private List<Point> points(Writer writer) throws Exception {
        size += 1;
        return strace.points(writer.thread, () -> writer.grow(size));
    }

    private void assertClean(String when) throws IOException {
        NoteSigner log = LogWriterProcess.log(root);
        LogReport report = LogCheck.fsck(LogFolder.in(root.resolve("log")), log.key());
        assertThat(report.findings()).as(when).isEmpty();
        assertThat(report.size()).as(when).isEqualTo(size);
        Seen seen =
                Seen.byWitness(
                        Files.readAllBytes(root.resolve("witness/checkpoint")),
                        log.key(),
                        LogWriterProcess.watching(root).key());
        assertThat(seen.checkpoint().size()).as(when).isEqualTo(size);
    }

    /// The process, and the thread in it that writes.
    private final class Writer implements AutoCloseable {

        private final Process process;
        private final BufferedReader said;
        private final PrintWriter orders;
        private final long thread;

        Writer() throws IOException {
            process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    LogWriterProcess.class.getName(),
                                    root.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            said = process.inputReader();
            orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
            thread = Long.parseLong(Objects.requireNonNull(said.readLine(), "it ended"));
        }

        /// @return null when it died over it
        String grow(int to) throws IOException {
            orders.println(to);
            return said.readLine();
        }

        String failing(Point point, String fault, int to) throws Exception {
            return strace.failing(thread, point, fault, () -> grow(to));
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
