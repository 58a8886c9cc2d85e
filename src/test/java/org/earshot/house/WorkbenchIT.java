package org.earshot.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.earshot.flows.Names;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The workbench of flows")
@SuppressWarnings("NullAway.Init")
class WorkbenchIT {

    @TempDir private Path recordings;
    @TempDir private Path scratch;

    @Test
    void lays_out_recorded_prompts_and_leaves_them_where_they_are() throws Exception {
        var recorded = Files.createDirectories(recordings.resolve("en")).resolve("thanks.wav");
        Files.writeString(recorded, "somebody's voice");
        var bench = new Workbench(scratch, recordings, Names.unknown());

        List<String> laid = bench.read(Folder.files(), (_, _) -> laid());

        assertThat(laid).containsExactly("somebody's voice");
        assertThat(recorded).hasContent("somebody's voice");
        try (var left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    /// What is in the recordings that lie on the bench.
    private List<String> laid() {
        try (var all = Files.walk(scratch)) {
            return all.filter(file -> file.endsWith("prompts/en/thanks.wav"))
                    .map(WorkbenchIT::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
