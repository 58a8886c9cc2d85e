package org.earshot.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What callers said to Asterisk while the core was away: raw A-law, 8 kHz, one file per call, in
/// memory. The core seals each and then takes it off with [#remove].
public final class AwayMessages {

    private static final String SOUND = ".alaw";
    private static final String DONE = ".done";

    private final Path directory;

    private AwayMessages(Path directory) {
        this.directory = directory;
    }

    static AwayMessages in(Path directory) {
        return new AwayMessages(directory);
    }

    /// Messages that nobody writes to any more. The file name before the dot is Asterisk's own id
    /// of the channel: system name, time of the call in seconds since 1970, number.
    public List<Path> complete() throws IOException {
        removeMarksOfNothing();
        return sounds().stream().filter(sound -> Files.exists(mark(sound))).toList();
    }

    public void remove(Path message) throws IOException {
        Files.deleteIfExists(message);
        Files.deleteIfExists(mark(message));
    }

    /// Before Asterisk starts there are no calls, so what lies here is complete: the mark is
    /// missing only where Asterisk was killed.
    void closeAll() throws IOException {
        for (Path sound : sounds()) {
            if (!Files.exists(mark(sound))) {
                PrivateFiles.write(mark(sound), "");
            }
        }
    }

    /// Of callers who hung up before they could speak.
    private void removeMarksOfNothing() throws IOException {
        for (Path mark : files(DONE)) {
            if (!Files.exists(sibling(mark, DONE, SOUND))) {
                Files.deleteIfExists(mark);
            }
        }
    }

    private List<Path> sounds() throws IOException {
        return files(SOUND);
    }

    private List<Path> files(String ending) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static Path mark(Path sound) {
        return sibling(sound, SOUND, DONE);
    }

    private static Path sibling(Path file, String ending, String other) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - ending.length()) + other);
    }
}
