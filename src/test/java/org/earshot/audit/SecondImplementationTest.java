package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A second implementation, in Python,")
@SuppressWarnings("NullAway.Init")
class SecondImplementationTest {

    private static final Path SCRIPT = Path.of("src/test/python/verify_log.py");

    @TempDir private Path directory;
    private House house;

    @BeforeEach
    void grow() {
        house = new House(directory);
        var leaves = new MemoryLeaves();
        for (int more : new int[] {200, 430}) {
            leaves.record(more);
            house.grow(leaves, house.witness());
        }
    }

    @Test
    void verifies_our_tiles_and_checkpoint() throws Exception {
        var checkpoint = Checkpoint.parse(house.folder().checkpoint().orElseThrow().text());

        assertThat(verify()).isEqualTo("0 ok 630 " + checkpoint.root());
    }

    @Test
    void finds_what_was_altered() throws Exception {
        var files = new DurableFiles(directory.resolve("log"), new House.Brittle(0));
        for (var tile : new Tile[] {new Tile(0, 1, 256), new Tile(1, 0, 2), new Tile(-1, 2, 118)}) {
            byte[] genuine = house.folder().tile(tile);
            byte[] altered = genuine.clone();
            altered[50] ^= (byte) 4;
            files.write(tile.path(), altered);
            assertThat(verify()).as(tile.path()).startsWith("1 tampered");
            files.write(tile.path(), genuine);
        }
        assertThat(verify()).startsWith("0 ok");
    }

    private String verify() throws IOException, InterruptedException {
        Process python = start();
        String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return python.exitValue() + " " + printed.strip();
    }

    private Process start() {
        try {
            return new ProcessBuilder(
                            "python3",
                            SCRIPT.toString(),
                            directory.resolve("log").toString(),
                            house.log.key().toString(),
                            house.watching.key().toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            throw new AssertionError(
                    "python3 cannot be started, and the log must be verified by a second"
                            + " implementation: install Python 3.9 or newer",
                    missing);
        }
    }
}
