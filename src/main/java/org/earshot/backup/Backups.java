package org.earshot.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.Ed25519Keys;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeyService;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.crypto.TamperedException;
import org.earshot.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Backups as directories:
///
/// ```
/// backups/
///   2026-11-22T21-00-00Z/manifest   signed: what belongs to it, how many rows, the log's root
///                        base       the cluster's files: tar, deflated, sealed
///                        files      names and hashes of recordings and the log, sealed
///   wal/                            what PostgreSQL wrote meanwhile and since, in sealed pieces
/// ```
///
/// A backup appears whole or not at all: killed or out of room, the last good one stays.
public final class Backups {

    /// Of the bucket key under which all of a day is sealed.
    public static final String RETENTION_CLASS = "BACKUP";

    static final String WAL = "wal";

    private static final String BASE = "base";
    private static final String FILES = "files";
    private static final String MANIFEST = "manifest";

    private final BackupSettings settings;
    private final KeyService keys;
    private final Ed25519Keys signer;
    private final InstantSource clock;
    private final WalArchive wal;
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    private final ReentrantLock one = new ReentrantLock();

    public Backups(BackupSettings settings, KeyService keys, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.signer = Ed25519Keys.of(keys.secret("backup-signing").derive("ed25519 v1", 32));
        this.clock = clock;
        this.wal = new WalArchive(settings.directory().resolve(WAL));
    }

    /// Makes one, and removes those that are not needed any more.
    ///
    /// @throws BackupFailed in one sentence; nothing of it is left then
    public Backup run(Cluster cluster, Database database) {
        one.lock();
        // Another process may be making one as well.
        Path draft = settings.directory().resolve(".draft-" + ProcessHandle.current().pid());
        try {
            prepare(draft);
            Manifest made = make(cluster, new CountRepository(database), draft);
            Files.move(draft, folder(made.id()), StandardCopyOption.ATOMIC_MOVE);
            sync(settings.directory());
            thin();
            return describe(made.id());
        } catch (IOException | SQLException failure) {
            throw new BackupFailed(
                    "The backup was not made: "
                            + failure.getMessage()
                            + "; the earlier ones are as they were",
                    failure);
        } finally {
            Trees.delete(draft);
            one.unlock();
        }
    }

    /// Newest first.
    public List<Backup> list() {
        return ids().stream().map(this::describe).toList();
    }

    Optional<String> newestGood() {
        return ids().stream().filter(id -> describe(id).isGood()).findFirst();
    }

    Manifest manifest(String id) {
        try {
            byte[] bytes = Files.readAllBytes(folder(id).resolve(MANIFEST));
            Manifest manifest = Manifest.read(bytes, signer.publicKey());
            if (!manifest.id().equals(id)) {
                throw new BackupFailed("The manifest of " + id + " is that of another backup");
            }
            return manifest;
        } catch (NoSuchFileException missing) {
            throw new BackupFailed(
                    "There is no backup " + id + "; 'earshot backup list' shows those there are",
                    missing);
        } catch (IOException failure) {
            throw new BackupFailed("The backup " + id + " cannot be read: " + failure, failure);
        }
    }

    /// Puts the cluster of a backup, and all of the log that was kept since, into an empty
    /// directory. The next start of PostgreSQL there makes it whole.
    ///
    /// @throws BackupFailed when one byte is not as it was written, or its key was destroyed
    public void restore(String id, Path into) {
        Manifest manifest = manifest(id);
        try {
            DataKey key = keys.unwrap(Base64.getDecoder().decode(manifest.wrappedKey()));
            requireParts(manifest);
            Trees.makeEmpty(into);
            try (var in = input(manifest, BASE, key)) {
                BaseCopy.unpack(in, into);
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            long reached = wal.restore(manifest, keys, into.resolve("pg_wal"));
            if (reached < manifest.stopLsn()) {
                throw new BackupFailed(
                        "The write-ahead log of " + id + " is not whole; use another backup");
            }
            Files.writeString(into.resolve("backup_label"), manifest.label());
            Files.createFile(into.resolve("recovery.signal"));
            Files.writeString(
                    into.resolve("postgresql.auto.conf"),
                    "restore_command = 'false'\nhot_standby = off\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new BackupFailed("The backup was not restored: " + failure, failure);
        } catch (KeyDestroyed | KeysUnavailable | TamperedException shut) {
            throw new BackupFailed(
                    "The backup " + id + " was not restored: " + shut.getMessage(), shut);
        }
    }

    /// The recordings and files of the log that belonged to it.
    FileList files(Manifest manifest) throws IOException {
        DataKey key = keys.unwrap(Base64.getDecoder().decode(manifest.wrappedKey()));
        try (var in = input(manifest, FILES, key)) {
            return FileList.read(in);
        }
    }

    Path folder(String id) {
        if (!id.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d(\\.\\d+)?Z")) {
            throw new BackupFailed(
                    "There is no backup " + id + "; 'earshot backup list' shows those there are");
        }
        return settings.directory().resolve(id);
    }

    private Manifest make(Cluster cluster, CountRepository counts, Path draft)
            throws IOException, SQLException {
        Instant began = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = began.toString().replace(':', '-');
        LocalDate today = LocalDate.ofInstant(began, ZoneOffset.UTC);
        DataKey key = keys.newDataKey(RETENTION_CLASS, today.plusDays(settings.keepDays()));
        Map<String, Long> before = counts.rows();
        var log = counts.log();
        var parts = new ArrayList<Manifest.Part>();
        BaseCopy.Range range;
        WalStream.Source source;
        try (var connection = cluster.connect();
                var replication = cluster.connectForReplication();
                var base = output(draft, id, BASE, key)) {
            source = WalStream.Source.of(replication);
            range = new BaseCopy(cluster.directory()).copy(connection, id, base.kept());
            parts.add(base.out().end(BASE));
        }
        Map<String, Long> after = counts.rows();
        parts.add(files(draft, id, key));
        new WalWait(wal, source).until(range.stop());
        var manifest =
                new Manifest(
                        id,
                        began.toString(),
                        clock.instant().toString(),
                        CountRepository.text(key.wrapped()),
                        source.system(),
                        source.timeline(),
                        range.start(),
                        range.stop(),
                        range.label(),
                        parts,
                        before,
                        after,
                        log.size(),
                        log.root());
        Path file = draft.resolve(MANIFEST);
        Files.writeString(file, manifest.sign(signer));
        sync(file);
        sync(draft);
        return manifest;
    }

    private Manifest.Part files(Path draft, String id, DataKey key) throws IOException {
        FileList before = lastList();
        try (var out = output(draft, id, FILES, key)) {
            FileList.of(settings.files(), before).write(out.out());
            return out.out().end(FILES);
        }
    }

    /// Of the last backup, to save hashing; when that is damaged, everything is hashed anew.
    private FileList lastList() {
        try {
            Optional<String> last = newestGood();
            return last.isPresent() ? files(manifest(last.get())) : FileList.empty();
        } catch (IOException | RuntimeException damaged) {
            LOG.warn("The newest backup is damaged; all files are hashed: {}", damaged.toString());
            return FileList.empty();
        }
    }

    /// A deflater closes what it writes to, which must not be the end of ours.
    private record Output(SealedOutput out) implements AutoCloseable {

        java.io.OutputStream kept() {
            return new java.io.FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                }

                @Override
                public void close() {
                    // ended by its owner
                }
            };
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private static Output output(Path draft, String id, String name, DataKey key)
            throws IOException {
        return new Output(new SealedOutput(draft.resolve(name), key, context(id, name)));
    }

    private SealedInput input(Manifest manifest, String name, DataKey key) throws IOException {
        Path file = folder(manifest.id()).resolve(name);
        return new SealedInput(file, key, context(manifest.id(), name));
    }

    private static String context(String id, String name) {
        return "earshot backup v1 " + id + " " + name;
    }

    void requireParts(Manifest manifest) throws IOException {
        for (Manifest.Part part : manifest.parts()) {
            Path file = folder(manifest.id()).resolve(part.name());
            if (!Files.exists(file)
                    || Files.size(file) != part.size()
                    || !Hashes.of(file).equals(part.sha256())) {
                throw new BackupFailed(
                        file + " is not what was written; use another backup, or the second copy");
            }
        }
    }

    private Backup describe(String id) {
        try {
            Manifest manifest = manifest(id);
            long bytes = manifest.parts().stream().mapToLong(Manifest.Part::size).sum();
            return new Backup(id, manifest.finishedAt(), bytes, state(manifest));
        } catch (BackupFailed altered) {
            return new Backup(id, "", 0, "altered");
        }
    }

    private String state(Manifest manifest) {
        try {
            var _ = keys.unwrap(Base64.getDecoder().decode(manifest.wrappedKey()));
            return "good";
        } catch (KeyDestroyed dead) {
            return "dead";
        } catch (KeysUnavailable | TamperedException | IllegalArgumentException shut) {
            return "altered";
        }
    }

    private List<String> ids() {
        try (var found = Files.list(settings.directory())) {
            return found.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("2") && name.endsWith("Z"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failure) {
            throw new BackupFailed(
                    "The backups in " + settings.directory() + " cannot be read: " + failure,
                    failure);
        }
    }

    private void thin() {
        var retention = new Retention(clock.instant());
        List<Manifest> kept = new ArrayList<>();
        for (Backup backup : list()) {
            boolean keep = backup.isGood() && retention.keeps(backup);
            if (keep) {
                kept.add(manifest(backup.id()));
            } else if (!backup.state().equals("altered")) {
                Trees.delete(folder(backup.id()));
            }
        }
        wal.pieces().stream().filter(piece -> !retention.needs(piece, kept)).forEach(wal::delete);
    }

    private static void prepare(Path draft) throws IOException {
        Trees.delete(draft);
        Files.createDirectories(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
