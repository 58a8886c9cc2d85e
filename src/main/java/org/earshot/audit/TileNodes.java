package org.earshot.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The tree of one size, out of its hash tiles. Keeps what it has read: one for each use.
final class TileNodes implements Nodes {

    private final long size;
    private final Function<Tile, byte[]> files;
    private final Map<Tile, List<Hash>> known = new HashMap<>();

    TileNodes(long size, Function<Tile, byte[]> files) {
        this.size = size;
        this.files = files;
    }

    @Override
    public Hash node(int level, long index) {
        int within = level % Tile.HEIGHT;
        long first = index << within;
        var tile = Tile.at(level / Tile.HEIGHT, first / Tile.FULL, size);
        int from = (int) (first % Tile.FULL);
        List<Hash> hashes = known.computeIfAbsent(tile, name -> hashes(name, files.apply(name)));
        return subtree(hashes.subList(from, from + (1 << within)));
    }

    /// @throws NotALog when the file is not of the size its name says
    static List<Hash> hashes(Tile tile, byte[] file) {
        if (file.length != tile.width() * Hash.BYTES) {
            throw new NotALog(
                    "%s has %d bytes instead of %d"
                            .formatted(tile.path(), file.length, tile.width() * Hash.BYTES));
        }
        var hashes = new ArrayList<Hash>(tile.width());
        for (int at = 0; at < file.length; at += Hash.BYTES) {
            hashes.add(Hash.of(Arrays.copyOfRange(file, at, at + Hash.BYTES)));
        }
        return hashes;
    }

    /// @param hashes a power of two of them
    static Hash subtree(List<Hash> hashes) {
        var frontier = new Frontier();
        hashes.forEach(frontier::add);
        return frontier.root();
    }
}
