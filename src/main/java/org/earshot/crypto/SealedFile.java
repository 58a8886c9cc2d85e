package org.earshot.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A small file, sealed as a whole with AES-256-GCM, that several processes may use.
///
/// ```
/// "earshot sealed\n"  version 1  suite 1
/// 1 | 2               opened by a key file | by a passphrase
/// [salt 16, KiB 4, passes 4, lanes 4]      only with a passphrase: Argon2id
/// nonce 12, ciphertext, tag 16             all of the above and the purpose are bound in
/// ```
///
/// A write replaces the file whole or not at all, is on the disk when it returns, and overwrites
/// what was there before. On disks and file systems that write elsewhere (flash, copy on write)
/// that overwriting is best effort.
public final class SealedFile {

    private static final byte[] MAGIC = "earshot sealed\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final byte BY_KEY_FILE = 1;
    private static final byte BY_PASSPHRASE = 2;
    private static final int PREFIX_BYTES = MAGIC.length + 3;
    private static final int COST_BYTES = 16 + 3 * Integer.BYTES;

    /// About half a second and 128 MiB for each guess.
    private static final Argon2id.Cost COST = new Argon2id.Cost(128 * 1024, 4, 1);

    /// The kernel's lock is one for the whole process, so threads need one of their own.
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final KeyFiles files;
    private final String name;
    private final Path path;
    private final String purpose;
    private final Unsealing unsealing;
    private final ReentrantLock threads;
    private volatile @Nullable Stamp seen;
    private volatile @Nullable Passkey passkey;

    /// @param purpose bound into the seal: a file of another purpose does not open
    public SealedFile(Path file, String purpose, Unsealing unsealing) {
        path = file.toAbsolutePath().normalize();
        files = KeyFiles.open(parent(path));
        name = path.getFileName().toString();
        this.purpose = purpose;
        this.unsealing = unsealing;
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
        if (!threads.isHeldByCurrentThread()) {
            throw new IllegalStateException("a sealed file is written under its lock only");
        }
        byte[] header = header();
        byte[] sealed = AesGcm.seal(key(header, true), aad(header), content);
        files.replace(name, new Bytes.Writer().raw(header).raw(sealed).toByteArray());
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
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }

    private byte[] open(byte[] file) {
        byte[] header = headerOf(file);
        byte[] key = key(header, false);
        try {
            return AesGcm.open(
                    key, aad(header), Arrays.copyOfRange(file, header.length, file.length));
        } catch (TamperedException altered) {
            passkey = null;
            throw new KeysUnavailable(
                    switch (unsealing) {
                        case Unsealing.Passphrase _ ->
                                "The keystore "
                                        + path
                                        + " does not open with this passphrase; give the right one,"
                                        + " or put back a copy of the keystore if it was altered";
                        case Unsealing.KeyFile(var keyFile) ->
                                "The keystore "
                                        + path
                                        + " does not open with the key in "
                                        + keyFile
                                        + "; put back the two that belong together";
                    },
                    altered);
        }
    }

    private byte[] headerOf(byte[] file) {
        if (file.length < PREFIX_BYTES
                || !Arrays.equals(MAGIC, Arrays.copyOf(file, MAGIC.length))
                || file[MAGIC.length] != VERSION
                || file[MAGIC.length + 1] != Suite.INTL_256.id()) {
            throw new KeysUnavailable(
                    path + " is not a keystore this version knows; put back a copy of it");
        }
        boolean passphrase = file[MAGIC.length + 2] == BY_PASSPHRASE;
        if (passphrase != unsealing instanceof Unsealing.Passphrase) {
            throw new KeysUnavailable(
                    passphrase
                            ? "The keystore " + path + " needs a passphrase; give it"
                            : "The keystore " + path + " needs its key file, not a passphrase");
        }
        int length = PREFIX_BYTES + (passphrase ? COST_BYTES : 0);
        if (file.length < length) {
            throw new KeysUnavailable(path + " is cut off; put back a copy of it");
        }
        return Arrays.copyOf(file, length);
    }

    /// The salt stays for as long as this object lives, so that only its first use costs a guess.
    private byte[] header() {
        var out = new Bytes.Writer().raw(MAGIC).raw(VERSION, Suite.INTL_256.id());
        return switch (unsealing) {
            case Unsealing.KeyFile _ -> out.raw(BY_KEY_FILE).toByteArray();
            case Unsealing.Passphrase _ -> {
                var known = passkey;
                yield known != null
                        ? known.header()
                        : out.raw(BY_PASSPHRASE)
                                .raw(Bytes.random(16))
                                .raw(
                                        ByteBuffer.allocate(12)
                                                .putInt(COST.memoryKib())
                                                .putInt(COST.passes())
                                                .putInt(COST.lanes())
                                                .array())
                                .toByteArray();
            }
        };
    }

    private byte[] key(byte[] header, boolean create) {
        return switch (unsealing) {
            case Unsealing.KeyFile(var file) -> keyOf(file, create);
            case Unsealing.Passphrase(var text) -> {
                var known = passkey;
                if (known == null || !Arrays.equals(known.header(), header)) {
                    known = new Passkey(header, stretch(text, header));
                    passkey = known;
                }
                yield known.key();
            }
        };
    }

    private byte[] keyOf(Path file, boolean create) {
        var beside = KeyFiles.open(parent(file.toAbsolutePath().normalize()));
        String keyName = file.getFileName().toString();
        Optional<byte[]> key = beside.read(keyName);
        if (key.isEmpty() && create && !files.exists(name)) {
            key = Optional.of(beside.createOrRead(keyName, Bytes.random(AesGcm.KEY_BYTES)));
        }
        return key.filter(bytes -> bytes.length == AesGcm.KEY_BYTES)
                .orElseThrow(() ->
                        new KeysUnavailable(
                                "The key file "
                                        + file
                                        + ", which opens "
                                        + path
                                        + ", is missing or cut off; put back the copy you"
                                        + " kept"));
    }

    private byte[] stretch(String text, byte[] header) {
        byte[] salt = Arrays.copyOfRange(header, PREFIX_BYTES, PREFIX_BYTES + 16);
        var cost = ByteBuffer.wrap(header, PREFIX_BYTES + 16, 12);
        int memoryKib = cost.getInt();
        int passes = cost.getInt();
        int lanes = cost.getInt();
        // Limits, because an altered file must not cost all memory before it is found out.
        if (memoryKib < 8 || memoryKib > 4 << 20 || passes < 1 || passes > 64 || lanes != 1) {
            throw new KeysUnavailable(path + " was altered; put back a copy of it");
        }
        return Argon2id.hash(
                text.getBytes(StandardCharsets.UTF_8),
                salt,
                new Argon2id.Cost(memoryKib, passes, lanes),
                AesGcm.KEY_BYTES);
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

    /// Of one header, so that Argon2id is not asked again for the same.
    private static final class Passkey {

        private final byte[] header;
        private final byte[] key;

        Passkey(byte[] header, byte[] key) {
            this.header = header;
            this.key = key;
        }

        byte[] header() {
            return header;
        }

        byte[] key() {
            return key;
        }
    }
}
