package org.earshot.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Where things lie:
///
/// ```
/// recordings/
///   open/<recording>           a mark, from before the first second until sealed and in the database
///   <recording>/journal-0001   one file a run of the core; another after a disk error
/// ```
record Folder(Path root) {

    private static final String JOURNAL = "journal-";

    Path open() {
        return root.resolve("open");
    }

    Path mark(UUID recording) {
        return open().resolve(recording.toString());
    }

    Path of(UUID recording) {
        return root.resolve(recording.toString());
    }

    Path journal(UUID recording, int number) {
        return of(recording).resolve("%s%04d".formatted(JOURNAL, number));
    }

    /// Numbers of the journals of `recording`, in order; none if there is no such recording.
    List<Integer> journals(UUID recording) throws IOException {
        try (var files = Files.list(of(recording))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(JOURNAL + "\\d{4,9}"))
                    .map(name -> Integer.valueOf(name.substring(JOURNAL.length())))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /// Recordings that bear a mark.
    List<UUID> marked() throws IOException {
        if (!Files.isDirectory(open())) {
            return List.of();
        }
        var marked = new ArrayList<UUID>();
        try (var marks = Files.newDirectoryStream(open())) {
            for (Path mark : marks) {
                marked.add(UUID.fromString(mark.getFileName().toString()));
            }
        }
        return marked;
    }
}
