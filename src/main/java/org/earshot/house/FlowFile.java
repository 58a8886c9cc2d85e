package org.earshot.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// One file of a folder of flows, as it is kept and put in force.
///
/// @param name the file's name without its ending; of prompts the language
@SuppressWarnings("ArrayRecordComponent") // compared by its hash
public record FlowFile(Kind kind, String name, byte[] source) {

    /// What a file is, and where it lies in the folder.
    public enum Kind {
        FLOW,
        CALENDAR,
        PROMPTS
    }

    /// What a file stands for, whatever is in it.
    public record Place(Kind kind, String name) {

        Path in(Path folder) {
            return switch (kind) {
                case FLOW -> folder.resolve(name + YAML);
                case CALENDAR -> folder.resolve("calendars").resolve(name + YAML);
                case PROMPTS -> folder.resolve("prompts").resolve(name).resolve("prompts.csv");
            };
        }

        @Override
        public String toString() {
            return in(Path.of("")).toString();
        }
    }

    private static final String YAML = ".yaml";

    public Place place() {
        return new Place(kind, name);
    }

    /// In hex.
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(source));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    boolean isSameAs(FlowFile other) {
        return place().equals(other.place()) && sha256().equals(other.sha256());
    }

    /// One flow, wherever it lies.
    public static FlowFile flow(Path file) throws IOException {
        return read(Kind.FLOW, file);
    }

    /// One file, by where it lies: `calendars/<name>.yaml`, `<language>/prompts.csv`, or a flow.
    public static FlowFile one(Path file) throws IOException {
        var parent = file.toAbsolutePath().getParent();
        var folder = parent == null ? "" : name(parent);
        if (name(file).equals("prompts.csv")) {
            return new FlowFile(Kind.PROMPTS, folder, Files.readAllBytes(file));
        }
        return read(folder.equals("calendars") ? Kind.CALENDAR : Kind.FLOW, file);
    }

    /// All of a folder: flows, calendars, the words of prompts.
    public static List<FlowFile> in(Path folder) throws IOException {
        var files = new ArrayList<FlowFile>();
        files.addAll(yaml(Kind.FLOW, folder));
        files.addAll(yaml(Kind.CALENDAR, folder.resolve("calendars")));
        for (var language : children(folder.resolve("prompts"))) {
            var words = language.resolve("prompts.csv");
            if (Files.exists(words)) {
                files.add(new FlowFile(Kind.PROMPTS, name(language), Files.readAllBytes(words)));
            }
        }
        return files;
    }

    private static List<FlowFile> yaml(Kind kind, Path folder) throws IOException {
        return children(folder).stream()
                .filter(file -> name(file).endsWith(YAML))
                .map(file -> readOrFail(kind, file))
                .toList();
    }

    private static FlowFile readOrFail(Kind kind, Path file) {
        try {
            return read(kind, file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static FlowFile read(Kind kind, Path file) throws IOException {
        return new FlowFile(
                kind, name(file).replaceFirst("\\.ya?ml$", ""), Files.readAllBytes(file));
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    /// In a jar the name of a folder ends in a slash.
    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replace("/", "");
    }

    @Override
    public String toString() {
        return place().toString();
    }
}
