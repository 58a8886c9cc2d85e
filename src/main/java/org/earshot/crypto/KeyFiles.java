package org.earshot.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The key directory: small files for the owner alone, which appear whole or not at all and are on
/// the disk before their name is used.
final class KeyFiles {

    private static final Set<PosixFilePermission> OWNER_FILE =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY =
            PosixFilePermissions.fromString("rwx------");

    private final Path directory;

    private KeyFiles(Path directory) {
        this.directory = directory;
    }

    static KeyFiles open(Path directory) {
        var files = in(directory);
        files.make();
        return files;
    }

    /// Which may be away.
    static KeyFiles in(Path directory) {
        return new KeyFiles(directory);
    }

    void make() {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
        } catch (IOException failure) {
            throw new KeysUnavailable(
                    "The key directory " + directory + " cannot be created: " + failure, failure);
        }
    }

    /// @throws KeysUnavailable when the directory is away
    void requireThere() {
        if (!Files.isDirectory(directory)) {
            throw new KeysUnavailable("The key directory " + directory + " is away; bring it back");
        }
    }

    Optional<byte[]> read(String name) {
        Path file = directory.resolve(name);
        try {
            refuseWhenOthersMayRead(file);
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new KeysUnavailable(
                    "The key file " + file + " cannot be read: " + failure, failure);
        }
    }

    boolean exists(String name) {
        return Files.exists(directory.resolve(name));
    }

    /// Creates the file unless another process was first.
    ///
    /// @return what the file holds now: ours or the other's
    byte[] createOrRead(String name, byte[] content) {
        Path file = directory.resolve(name);
        Path draft = directory.resolve("." + name + "." + UUID.randomUUID());
        try {
            try {
                write(draft, content);
                // A link never replaces a file that is there, a rename would.
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException _) {
                return read(name).orElseThrow();
            } finally {
                Files.deleteIfExists(draft);
            }
            sync();
            return content;
        } catch (IOException failure) {
            throw new KeysUnavailable(
                    "The key file " + file + " cannot be written: " + failure, failure);
        }
    }

    /// The file holds `content` afterwards, whatever it held. Only for a caller who holds the lock.
    void put(String name, byte[] content) {
        if (!Arrays.equals(createOrRead(name, content), content)) {
            replace(name, content);
        }
    }

    /// Puts `content` in the place of what the file held, whole or not at all, and overwrites the
    /// old bytes. Only for a caller who holds the file's lock.
    void replace(String name, byte[] content) {
        Path file = directory.resolve(name);
        Path draft = directory.resolve("." + name + ".draft");
        Path old = directory.resolve("." + name + ".old");
        try {
            shredLeftovers(name);
            try {
                write(draft, content);
            } catch (IOException failure) {
                Files.deleteIfExists(draft); // a full disk must not keep half a key
                throw failure;
            }
            if (Files.exists(file)) {
                // A second name, for after the move nothing else leads to the old bytes.
                Files.createLink(old, file);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            sync();
            shred(old.getFileName().toString());
        } catch (IOException failure) {
            throw new KeysUnavailable(
                    "The key file " + file + " cannot be written: " + failure, failure);
        }
    }

    /// What a kill in the middle of [#replace] left behind.
    ///
    /// A kill before its move leaves `.old` as a second name of the file itself: then only the name
    /// goes.
    void shredLeftovers(String name) {
        shred("." + name + ".draft");
        Path old = directory.resolve("." + name + ".old");
        try {
            if (Files.exists(old)
                    && exists(name)
                    && Files.isSameFile(old, directory.resolve(name))) {
                Files.delete(old);
                sync();
            }
        } catch (IOException failure) {
            throw new KeysUnavailable(
                    "The key file " + old + " cannot be removed: " + failure, failure);
        }
        shred(old.getFileName().toString());
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /// Overwrites, then deletes. On a disk that remaps its sectors the overwriting is best effort;
    /// the root key protects what is left.
    void shred(String name) {
        Path file = directory.resolve(name);
        try {
            if (Files.exists(file)) {
                overwrite(file, Bytes.random((int) Files.size(file)));
                Files.deleteIfExists(file);
                sync();
            }
        } catch (IOException failure) {
            throw new KeysUnavailable(
                    "The key file " + file + " cannot be destroyed: " + failure, failure);
        }
    }

    /// Removes what a kill left beside the files. A draft that has become a file already is only
    /// another name of it and must not be overwritten.
    void sweep() {
        List<Path> left;
        try (var files = Files.list(directory)) {
            left = files.filter(file -> file.getFileName().toString().startsWith(".")).toList();
        } catch (IOException failure) {
            throw new KeysUnavailable(
                    "The key directory " + directory + " cannot be read: " + failure, failure);
        }
        left.forEach(this::sweep);
    }

    private void sweep(Path draft) {
        try {
            if ((Integer) Files.getAttribute(draft, "unix:nlink") > 1) {
                Files.delete(draft);
                sync();
            } else {
                shred(draft.getFileName().toString());
            }
        } catch (IOException failure) {
            throw new KeysUnavailable(
                    "The key file " + draft + " cannot be removed: " + failure, failure);
        }
    }

    /// As [#names]; none where there is no directory.
    List<String> namesIfAny(String suffix) {
        return Files.isDirectory(directory) ? names(suffix) : List.of();
    }

    List<String> names(String suffix) {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix) && !isBeside(name))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new KeysUnavailable(
                    "The key directory " + directory + " cannot be read: " + failure, failure);
        }
    }

    /// Drafts and locks.
    private static boolean isBeside(String name) {
        return name.startsWith(".") || name.endsWith(".lock");
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private static void refuseWhenOthersMayRead(Path file) throws IOException {
        var others = EnumSet.noneOf(PosixFilePermission.class);
        others.addAll(Files.getPosixFilePermissions(file));
        others.removeAll(OWNER_FILE);
        if (!others.isEmpty()) {
            throw new KeysUnavailable(
                    "The key file "
                            + file
                            + " is open to others ("
                            + PosixFilePermissions.toString(others)
                            + "); run chmod 600 on it");
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel =
                FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(OWNER_FILE))) {
            writeAll(channel, content);
        }
    }

    private static void overwrite(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            writeAll(channel, content);
        }
    }

    private static void writeAll(FileChannel channel, byte[] content) throws IOException {
        var buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    /// A new name is durable only once its directory is.
    private void sync() throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
