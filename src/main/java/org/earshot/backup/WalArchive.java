package org.earshot.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;

/// The write-ahead log in sealed pieces of at most a few seconds: `TIMELINE-FROM-TO.wal` = length
/// 2, wrapped key, C2SP message of the deflated bytes. System, timeline and place are bound in.
final class WalArchive {

    private static final Pattern NAME =
            Pattern.compile("([0-9a-f]{8})-([0-9a-f]{16})-([0-9a-f]{16})\\.wal");

    private final Path directory;

    WalArchive(Path directory) {
        this.directory = directory;
    }

    /// @param from inclusive
    /// @param to exclusive
    record Piece(int timeline, long from, long to, Path file) {}

    /// On the disk when it returns.
    Path append(String system, int timeline, long from, byte[] bytes, DataKey key)
            throws IOException {
        long to = from + bytes.length;
        Files.createDirectories(directory);
        Path file = directory.resolve("%08x-%016x-%016x.wal".formatted(timeline, from, to));
        Path draft = directory.resolve("." + file.getFileName());
        byte[] wrapped = key.wrapped();
        byte[] sealed = key.files().seal(context(system, timeline, from, to), deflate(bytes));
        var out = ByteBuffer.allocate(2 + wrapped.length + sealed.length);
        out.putShort((short) wrapped.length).put(wrapped).put(sealed).flip();
        Files.deleteIfExists(draft);
        try (var channel =
                FileChannel.open(
                        draft,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            while (out.hasRemaining()) {
                channel.write(out);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        sync();
        return file;
    }

    /// In order.
    List<Piece> pieces() {
        try (var files = Files.list(directory)) {
            return files.map(file -> new Named(file, matcher(file)))
                    .filter(named -> named.name.matches())
                    .map(Named::piece)
                    .sorted(Comparator.comparingInt(Piece::timeline).thenComparingLong(Piece::from))
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failure) {
            throw new BackupFailed(directory + " cannot be read: " + failure, failure);
        }
    }

    /// Up to where a timeline is here; -1 when nothing of it is.
    long end(int timeline) {
        return pieces().stream()
                .filter(piece -> piece.timeline == timeline)
                .mapToLong(Piece::to)
                .max()
                .orElse(-1);
    }

    /// Writes whole files of the log from `from` on, as far as there is no gap.
    ///
    /// @return up to where
    long restore(Manifest manifest, KeyService keys, Path into) throws IOException {
        long at = Lsn.segmentStart(manifest.startLsn());
        for (Piece piece : pieces()) {
            if (piece.timeline == manifest.timeline() && piece.from <= at && at < piece.to) {
                byte[] bytes = open(manifest.system(), piece, keys);
                int skip = (int) (at - piece.from);
                write(manifest.timeline(), at, Arrays.copyOfRange(bytes, skip, bytes.length), into);
                at = piece.to;
            }
        }
        return at;
    }

    void delete(Piece piece) {
        try {
            Files.deleteIfExists(piece.file);
        } catch (IOException failure) {
            throw new BackupFailed(piece.file + " cannot be deleted: " + failure, failure);
        }
    }

    static byte[] open(String system, Piece piece, KeyService keys) throws IOException {
        var in = ByteBuffer.wrap(Files.readAllBytes(piece.file));
        if (in.remaining() < 2 || in.remaining() < 2 + Short.toUnsignedInt(in.getShort(0))) {
            throw new BackupFailed(piece.file + " is cut off; use the second copy of it");
        }
        var wrapped = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(wrapped);
        var sealed = new byte[in.remaining()];
        in.get(sealed);
        byte[] deflated =
                keys.unwrap(wrapped)
                        .files()
                        .open(context(system, piece.timeline, piece.from, piece.to), sealed);
        return new InflaterInputStream(new ByteArrayInputStream(deflated)).readAllBytes();
    }

    /// Much of a fresh log is zeros.
    private static byte[] deflate(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var deflated = new DeflaterOutputStream(out, deflater)) {
            deflated.write(bytes);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static void write(int timeline, long from, byte[] bytes, Path into) throws IOException {
        int done = 0;
        while (done < bytes.length) {
            long at = from + done;
            int part = (int) Math.min(bytes.length - done, Lsn.SEGMENT - at % Lsn.SEGMENT);
            Path file = into.resolve(Lsn.segmentName(timeline, at));
            try (var segment = new RandomAccessFile(file.toFile(), "rw")) {
                segment.setLength(Lsn.SEGMENT);
                segment.seek(at % Lsn.SEGMENT);
                segment.write(bytes, done, part);
            }
            done += part;
        }
    }

    private static byte[] context(String system, int timeline, long from, long to) {
        return "earshot wal v1 %s %08x %016x %016x"
                .formatted(system, timeline, from, to)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void sync() throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Matcher matcher(Path file) {
        return NAME.matcher(file.getFileName().toString());
    }

    private record Named(Path file, Matcher name) {

        Piece piece() {
            return new Piece(
                    Integer.parseUnsignedInt(name.group(1), 16),
                    Long.parseUnsignedLong(name.group(2), 16),
                    Long.parseUnsignedLong(name.group(3), 16),
                    file);
        }
    }
}
