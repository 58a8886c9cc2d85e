package org.earshot.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A copy of a running cluster ([PostgreSQL §25.3.4, "Making a base backup using the low level
/// API"](https://www.postgresql.org/docs/18/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP)):
/// the files as they are between `pg_backup_start` and `pg_backup_stop`, torn or not; the log in
/// between makes them whole.
final class BaseCopy {

    /// Contents that are of no use elsewhere (the same section names them).
    private static final Set<String> EMPTY =
            Set.of(
                    "pg_wal",
                    "pg_replslot",
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans");

    private static final List<String> LEFT_OUT =
            List.of("postmaster.pid", "postmaster.opts", "backup_label");

    private final Path cluster;

    BaseCopy(Path cluster) {
        this.cluster = cluster;
    }

    /// @param label goes into the restored cluster as `backup_label`
    record Range(long start, long stop, String label) {}

    /// @param connection kept open throughout: with it, PostgreSQL would forget the backup
    Range copy(Connection connection, String name, OutputStream out)
            throws SQLException, IOException {
        long start = start(connection, name);
        try (var deflated = new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED));
                var tar = new TarArchiveOutputStream(deflated)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            Files.walkFileTree(cluster, new Walk(tar));
        }
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT lsn, labelfile FROM pg_backup_stop(false)")) {
            row.next();
            return new Range(start, Lsn.parse(row.getString(1)), row.getString(2));
        }
    }

    static void unpack(InputStream in, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new InflaterInputStream(in))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = into.resolve(entry.getName()).normalize();
                if (!path.startsWith(into)) {
                    throw new BackupFailed("The backup names a file outside itself");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.copy(tar, path);
                }
            }
        }
    }

    private static long start(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT pg_backup_start(?, true)")) {
            statement.setString(1, name);
            try (var row = statement.executeQuery()) {
                row.next();
                return Lsn.parse(row.getString(1));
            }
        }
    }

    /// Writes what it meets; files may grow, shrink and go meanwhile.
    private final class Walk extends SimpleFileVisitor<Path> {

        private final TarArchiveOutputStream tar;

        Walk(TarArchiveOutputStream tar) {
            this.tar = tar;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                throws IOException {
            if (!directory.equals(cluster)) {
                tar.putArchiveEntry(new TarArchiveEntry(name(directory) + "/"));
                tar.closeArchiveEntry();
            }
            // The log's directory has one of its own, which the server expects.
            if (directory.getFileName().toString().equals("pg_wal")) {
                tar.putArchiveEntry(new TarArchiveEntry("pg_wal/archive_status/"));
                tar.closeArchiveEntry();
            }
            return EMPTY.contains(name(directory))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isRegularFile() && !isLeftOut(name(file))) {
                write(file, attributes.size());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        private void write(Path file, long size) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                var entry = new TarArchiveEntry(name(file));
                entry.setSize(size);
                tar.putArchiveEntry(entry);
                copy(in, size);
                tar.closeArchiveEntry();
            } catch (NoSuchFileException _) {
                // dropped meanwhile: the log says so too
            }
        }

        private void copy(InputStream in, long size) throws IOException {
            var buffer = new byte[1 << 16];
            long left = size;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    java.util.Arrays.fill(buffer, (byte) 0); // cut off meanwhile
                    read = (int) Math.min(buffer.length, left);
                }
                tar.write(buffer, 0, read);
                left -= read;
            }
        }

        private String name(Path path) {
            return cluster.relativize(path).toString();
        }

        private static boolean isLeftOut(String name) {
            return LEFT_OUT.contains(name)
                    || name.startsWith("base/pgsql_tmp")
                    || name.contains("/pgsql_tmp");
        }
    }
}
