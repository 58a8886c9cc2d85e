package org.earshot.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;

/// Files that appear whole or not at all, and are on the disk, name and all, before [#write]
/// returns. One writer at a time.
final class DurableFiles {

    private static final String DRAFT = ".draft-";

    private final Path root;
    private final Disk disk;

    DurableFiles(Path root, Disk disk) {
        this.root = root.toAbsolutePath().normalize();
        this.disk = disk;
        makeDirectory(this.root);
    }

    Path path(String name) {
        return root.resolve(name);
    }

    Optional<byte[]> read(String name) {
        try {
            return Optional.of(Files.readAllBytes(path(name)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException failure) {
            throw unusable(path(name), failure);
        }
    }

    /// In the place of what was there.
    void write(String name, byte[] content) {
        Path file = path(name);
        Path folder = parent(file);
        Path draft = folder.resolve(DRAFT + file.getFileName());
        try {
            makeDirectory(folder);
            disk.step("write");
            writeDraft(draft, content);
            disk.step("move");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            disk.step("sync");
            sync(folder);
            disk.step("written");
        } catch (IOException failure) {
            throw unusable(file, failure);
        }
    }

    /// For a file whose writer may have been killed before its name was on the disk.
    void sync(String name) {
        try {
            sync(parent(path(name)));
        } catch (IOException failure) {
            throw unusable(path(name), failure);
        }
    }

    /// A folder that holds files only; nothing when there is none.
    void deleteFolder(String name) {
        Path folder = path(name);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                disk.step("delete");
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException failure) {
            throw unusable(folder, failure);
        }
    }

    private void writeDraft(Path draft, byte[] content) throws IOException {
        try (var channel =
                FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            disk.force(channel);
        }
    }

    private void makeDirectory(Path directory) {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Path above = parent(directory);
            makeDirectory(above);
            var owner = PosixFilePermissions.fromString("rwx------");
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(owner));
            sync(above);
        } catch (IOException failure) {
            throw unusable(directory, failure);
        }
    }

    private void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            disk.force(channel);
        }
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file lies in a directory");
    }

    private static UncheckedIOException unusable(Path file, IOException failure) {
        return new UncheckedIOException("'" + file + "' cannot be used: " + failure, failure);
    }
}
