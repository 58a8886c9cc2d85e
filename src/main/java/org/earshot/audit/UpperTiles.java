package org.earshot.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Compares the hash tiles above the lowest with what those below give, in memory for one tile a
/// level.
final class UpperTiles {

    private final LogFolder folder;
    private final BiConsumer<Long, String> found;
    private final List<List<Hash>> rows = new ArrayList<>();
    private final List<Long> numbers = new ArrayList<>();

    /// @param found takes the first leaf below, and what is wrong
    UpperTiles(LogFolder folder, BiConsumer<Long, String> found) {
        this.folder = folder;
        this.found = found;
    }

    /// The hashes of the next full tile of a level.
    void below(int level, List<Hash> full) {
        while (rows.size() <= level) {
            rows.add(new ArrayList<>());
            numbers.add(0L);
        }
        List<Hash> row = rows.get(level);
        row.add(TileNodes.subtree(full));
        if (row.size() == Tile.FULL) {
            compare(level, row);
            below(level + 1, List.copyOf(row));
            row.clear();
            numbers.set(level, numbers.get(level) + 1);
        }
    }

    /// Those that are not full.
    void finish() {
        for (int level = 0; level < rows.size(); level++) {
            if (!rows.get(level).isEmpty()) {
                compare(level, rows.get(level));
            }
        }
    }

    private void compare(int level, List<Hash> wanted) {
        var tile = new Tile(level + 1, numbers.get(level), wanted.size());
        long first = tile.number() * Tile.FULL;
        int shift = Tile.HEIGHT * (level + 1);
        try {
            List<Hash> there = folder.hashes(tile);
            for (int i = 0; i < wanted.size(); i++) {
                if (!there.get(i).equals(wanted.get(i))) {
                    found.accept(
                            first + i << shift, "and those behind it do not fit " + tile.path());
                    return;
                }
            }
        } catch (NotALog missing) {
            found.accept(first << shift, "and those behind it: " + missing.getMessage());
        }
    }
}
