package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The witness as a process of its own")
@Timeout(60)
class WitnessKilledIT {

    @TempDir private Path directory;
    private @Nullable Process process;

    @AfterEach
    void end() {
        kill();
    }

    @Test
    void knows_after_a_kill_what_it_cosigned_and_has_the_same_key() throws Exception {
        var house = new House(directory);
        var leaves = new MemoryLeaves();
        NoteKey key = null;
        for (int round = 1; round <= 2; round++) {
            try (var printed = start(house)) {
                var now = NoteKey.parse(line(printed).substring("key ".length()));
                assertThat(key == null || key.toString().equals(now.toString())).isTrue();
                key = now;
                String address = line(printed).replaceFirst(".* at ", "");
                leaves.record(10);
                grow(house, leaves, now, URI.create(address));
            }
            kill();
        }
    }

    private static void grow(House house, MemoryLeaves leaves, NoteKey witness, URI address) {
        try (var client = new WitnessClient(address);
                var sequencer =
                        Sequencer.watched(leaves, house.folder(), house.log, client, witness)) {
            var progress = sequencer.step();
            assertThat(progress.cosigned()).as(progress.trouble()).isTrue();
            var again = new WitnessRequest(0, List.of(), note(house)).toString();
            assertThat(client.ask(again)).isEqualTo(new WitnessAnswer(409, leaves.size() + "\n"));
        }
    }

    private static String line(BufferedReader printed) throws IOException {
        return Objects.requireNonNull(printed.readLine(), "the witness ended");
    }

    private static Note note(House house) {
        return house.folder().checkpoint().orElseThrow();
    }

    private BufferedReader start(House house) throws IOException {
        var started =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.earshot.app.Main",
                                "witness",
                                "--folder",
                                directory.resolve("own").toString(),
                                "--log-key",
                                house.log.key().toString(),
                                "--port",
                                "0")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        process = started;
        return started.inputReader();
    }

    /// As `kill -9`.
    private void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
