package org.earshot.audit;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The log in files ([tlog-tiles](https://c2sp.org/tlog-tiles)): `checkpoint`, hash tiles and entry
/// bundles. What a published checkpoint covers is never written anew.
public final class LogFolder {

    private static final String CHECKPOINT = "checkpoint";

    private final DurableFiles files;

    LogFolder(Path root, Disk disk) {
        this.files = new DurableFiles(root, disk);
    }

    /// Made when it is not there.
    public static LogFolder in(Path root) {
        return new LogFolder(root, Disk.REAL);
    }

    /// @throws NotALog when another process writes this log
    Closeable lock() {
        return WriterLock.of(files.path("lock"));
    }

    /// @throws NotALog when it is none
    Optional<Note> checkpoint() {
        return files.read(CHECKPOINT)
                .map(bytes -> Note.parse(new String(bytes, StandardCharsets.UTF_8)));
    }

    void publish(Note checkpoint) {
        files.write(CHECKPOINT, checkpoint.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// A partial one out of the full one when the log has grown in the meantime.
    ///
    /// @throws NotALog when there is none
    byte[] tile(Tile tile) {
        return files.read(tile.path())
                .or(() -> files.read(tile.full().path()).map(full -> part(tile, full)))
                .orElseThrow(() -> new NotALog(tile.path() + " is missing"));
    }

    private static byte[] part(Tile tile, byte[] full) {
        return tile.level() == Tile.ENTRIES
                ? Bundle.write(Bundle.read(tile.full(), full).subList(0, tile.width()))
                : Arrays.copyOf(full, tile.width() * Hash.BYTES);
    }

    List<Hash> hashes(Tile tile) {
        return TileNodes.hashes(tile, tile(tile));
    }

    List<byte[]> entries(Tile tile) {
        return Bundle.read(tile, tile(tile));
    }

    /// The leaf as it was written.
    byte[] entry(long index, long size) {
        var tile = Tile.at(Tile.ENTRIES, index / Tile.FULL, size);
        return entries(tile).get((int) (index % Tile.FULL));
    }

    /// The tree of the first `size` leaves.
    Nodes nodes(long size) {
        return new TileNodes(size, this::tile);
    }

    /// Adds to the files what comes behind the first `from` leaves. May be repeated after a kill:
    /// what is there already must be the same.
    ///
    /// @throws NotALog when it is not
    void extend(long from, List<byte[]> more) {
        long to = from + more.size();
        for (Tile tile : Tile.grown(Tile.ENTRIES, from, to)) {
            var entries = new ArrayList<byte[]>();
            if (grown(tile, from)) {
                entries.addAll(entries(before(tile, from)));
            }
            while (entries.size() < tile.width()) {
                entries.add(more.get((int) (tile.number() * Tile.FULL + entries.size() - from)));
            }
            write(tile, Bundle.write(entries));
        }
        for (int level = 0; level < Tile.levels(to); level++) {
            for (Tile tile : Tile.grown(level, from, to)) {
                write(tile, row(tile, from, more));
            }
        }
    }

    /// Removes the partial tiles behind those that are full in a tree of `to` leaves.
    void tidy(long from, long to) {
        for (int level = Tile.ENTRIES; level < Tile.levels(to); level++) {
            for (Tile tile : Tile.grown(level, from, to)) {
                if (tile.isFull()) {
                    files.deleteFolder(tile.path() + ".p");
                }
            }
        }
    }

    private byte[] row(Tile tile, long from, List<byte[]> more) {
        var hashes = new ArrayList<Hash>();
        if (grown(tile, from)) {
            hashes.addAll(hashes(before(tile, from)));
        }
        while (hashes.size() < tile.width()) {
            long index = tile.number() * Tile.FULL + hashes.size();
            hashes.add(
                    tile.level() == 0
                            ? Hash.leaf(more.get((int) (index - from)))
                            : TileNodes.subtree(
                                    hashes(new Tile(tile.level() - 1, index, Tile.FULL))));
        }
        var bytes = new byte[hashes.size() * Hash.BYTES];
        for (int i = 0; i < hashes.size(); i++) {
            System.arraycopy(hashes.get(i).bytes(), 0, bytes, i * Hash.BYTES, Hash.BYTES);
        }
        return bytes;
    }

    /// Whether a tile had begun already.
    private static boolean grown(Tile tile, long from) {
        return Tile.row(tile.level(), from) > tile.number() * Tile.FULL;
    }

    private static Tile before(Tile tile, long from) {
        return Tile.at(tile.level(), tile.number(), from);
    }

    private void write(Tile tile, byte[] content) {
        Optional<byte[]> there = files.read(tile.path());
        if (there.isEmpty()) {
            files.write(tile.path(), content);
        } else if (Arrays.equals(there.get(), content)) {
            files.sync(tile.path()); // its writer may have been killed before this
        } else {
            throw new NotALog(tile.path() + " is there already, with other content");
        }
    }
}
