package org.earshot.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The files that belong to a backup and are sealed already: recordings, the log of acts. By name,
/// with their hashes; a file that has not changed since the last list is not read again.
final class FileList {

    private final Map<String, Entry> entries;

    private FileList(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /// One file of the directory whose name is the first part of its own.
    record Entry(long size, long modified, String sha256) {}

    static FileList empty() {
        return new FileList(Map.of());
    }

    static FileList of(Iterable<Path> directories, FileList before) throws IOException {
        var found = new TreeMap<String, Entry>();
        for (Path directory : directories) {
            if (Files.isDirectory(directory)) {
                try (var files = Files.walk(directory)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        if (BackupSettings.isLeftOut(directory.relativize(file))) {
                            continue;
                        }
                        add(found, directory, file, before);
                    }
                }
            }
        }
        return new FileList(found);
    }

    Map<String, Entry> entries() {
        return entries;
    }

    void write(OutputStream out) throws IOException {
        for (var entry : entries.entrySet()) {
            Entry is = entry.getValue();
            String line =
                    "%d %d %s %s\n".formatted(is.size, is.modified, is.sha256, entry.getKey());
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    static FileList read(InputStream in) throws IOException {
        var found = new TreeMap<String, Entry>();
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ", 4);
            found.put(
                    words[3],
                    new Entry(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]));
        }
        return new FileList(found);
    }

    private static void add(Map<String, Entry> found, Path directory, Path file, FileList before)
            throws IOException {
        String name = directory.getFileName() + "/" + directory.relativize(file);
        if (name.contains("\n")) {
            return;
        }
        try {
            long size = Files.size(file);
            long modified = Files.getLastModifiedTime(file).toMillis();
            Entry known = before.entries.get(name);
            if (known != null && known.size == size && known.modified == modified) {
                found.put(name, known);
            } else {
                found.put(name, new Entry(size, modified, Hashes.of(file)));
            }
        } catch (NoSuchFileException _) {
            // destroyed meanwhile
        }
    }
}
