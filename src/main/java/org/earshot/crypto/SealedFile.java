package org.earshot.crypto;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A small file, sealed as a whole with AES-256-GCM, that several processes may use.
///
/// ```
/// "earshot sealed\n"  version 1  suite 1
/// 1 | 2 | 3           opened by a key file | by a passphrase | by a PKCS#11 token
/// parameters          those of RootKeyFile (none), RootPassphrase, RootToken
/// nonce 12, ciphertext, tag 16             all of the above and the purpose are bound in
/// ```
///
/// A write replaces the file whole or not at all, is on the disk when it returns, and overwrites
/// what was there before. On disks and file systems that write elsewhere (flash, copy on write)
/// that overwriting is best effort.
public final class SealedFile {

    private static final byte[] MAGIC = "earshot sealed\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int PREFIX_BYTES = MAGIC.length + 3;

    /// The kernel's lock is one for the whole process, so threads need one of their own.
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final KeyFiles files;
    private final String name;
    private final Path path;
    private final String purpose;
    private final RootKey root;
    private final ReentrantLock threads;
    private volatile @Nullable Stamp seen;

    /// @param purpose bound into the seal: a file of another purpose does not open
    public SealedFile(Path file, String purpose, Unsealing unsealing) {
        path = file.toAbsolutePath().normalize();
        files = KeyFiles.open(parent(path));
        name = path.getFileName().toString();
        this.purpose = purpose;
        root = RootKey.of(unsealing, path);
        threads = THREADS.computeIfAbsent(path, _ -> new ReentrantLock());
    }

    /// The content; empty when there is no file yet.
    ///
    /// @throws KeysUnavailable when it cannot be read or does not open
    public Optional<byte[]> read() {
        // Under the lock, because a writer spoils the old bytes under the feet of a reader.
        return exclusively(() -> {
            seen = stamp();
            return files.read(name).map(this::open);
        });
    }

    /// Whether somebody wrote since the last [#read] or [#write] of this object.
    public boolean changed() {
        return !Objects.equals(stamp(), seen);
    }

    /// Only inside [#exclusively].
    public void write(byte[] content) {
        write(content, !files.exists(name));
    }

    /// Seals what the file holds anew, so that from now on only `next` opens it. At any moment,
    /// also after a kill, one of the two does.
    ///
    /// @return the same file, opened by `next`
    /// @throws KeysUnavailable when this does not open it, or `next` cannot be used; the file is
    ///   then as it was
    public SealedFile reseal(Unsealing next) {
        return exclusively(() -> {
            byte[] content =
                    read().orElseThrow(() -> new KeysUnavailable("There is no keystore " + path));
            var resealed = new SealedFile(path, purpose, next);
            resealed.write(content, true);
            return resealed;
        });
    }

    private void write(byte[] content, boolean first) {
        if (!threads.isHeldByCurrentThread()) {
            throw new IllegalStateException("a sealed file is written under its lock only");
        }
        byte[] header = header(first);
        byte[] sealed = AesGcm.seal(key(header), aad(header), content);
        byte[] file = new Bytes.Writer().raw(header).raw(sealed).toByteArray();
        // A token that answers differently the second time must not cost the keystore.
        var _ = open(file);
        files.replace(name, file);
        seen = stamp();
    }

    /// Overwrites what a kill in the middle of a [#write] left beside the file: an old copy may
    /// hold what is destroyed by now.
    public void shredLeftovers() {
        var _ =
                exclusively(() -> {
                    files.shredLeftovers(name);
                    return name;
                });
    }

    /// Runs `work` while no other thread or process does so for the same file.
    public <T> T exclusively(Supplier<T> work) {
        threads.lock();
        try {
            if (threads.getHoldCount() > 1) {
                return work.get();
            }
            try (var channel = lockChannel();
                    var _ = channel.lock()) {
                return work.get();
            }
        } catch (IOException failure) {
            throw new KeysUnavailable(
                    "The lock beside " + path + " cannot be taken: " + failure, failure);
        } finally {
            threads.unlock();
        }
    }

    private FileChannel lockChannel() throws IOException {
        return FileChannel.open(
                path.resolveSibling(name + ".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private byte[] open(byte[] file) {
        byte[] header = headerOf(file);
        byte[] sealed = Arrays.copyOfRange(file, header.length, file.length);
        try {
            return AesGcm.open(key(header), aad(header), sealed);
        } catch (TamperedException altered) {
            throw new KeysUnavailable(
                    "The keystore " + path + " does not open " + root.wrong(), altered);
        }
    }

    private byte[] headerOf(byte[] file) {
        if (file.length < PREFIX_BYTES
                || !Arrays.equals(MAGIC, Arrays.copyOf(file, MAGIC.length))
                || file[MAGIC.length] != VERSION
                || file[MAGIC.length + 1] != Suite.INTL_256.id()
                || RootKey.needed(file[MAGIC.length + 2]).isEmpty()) {
            throw new KeysUnavailable(
                    path + " is not a keystore this version knows; put back a copy of it");
        }
        byte kind = file[MAGIC.length + 2];
        if (kind != root.kind()) {
            throw new KeysUnavailable(
                    "The keystore "
                            + path
                            + " needs "
                            + RootKey.needed(kind)
                            + ", not "
                            + root.needed()
                            + "; give it, or put back a copy of the keystore");
        }
        int length = PREFIX_BYTES + root.parameterBytes();
        if (file.length < length) {
            throw new KeysUnavailable(path + " is cut off; put back a copy of it");
        }
        return Arrays.copyOf(file, length);
    }

    private byte[] header(boolean first) {
        return new Bytes.Writer()
                .raw(MAGIC)
                .raw(VERSION, Suite.INTL_256.id(), root.kind())
                .raw(root.newParameters(first))
                .toByteArray();
    }

    private byte[] key(byte[] header) {
        return root.key(Arrays.copyOfRange(header, PREFIX_BYTES, header.length));
    }

    private byte[] aad(byte[] header) {
        return new Bytes.Writer()
                .block(header)
                .block(purpose.getBytes(StandardCharsets.UTF_8))
                .toByteArray();
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file lies in a directory");
    }

    private @Nullable Stamp stamp() {
        try {
            var found = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(found.fileKey(), found.size(), found.lastModifiedTime());
        } catch (IOException _) {
            return null; // no file, or read() will say what is wrong
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private record Stamp(@Nullable Object inode, long size, FileTime modified) {}
}
