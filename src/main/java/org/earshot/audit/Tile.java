package org.earshot.audit;

import java.util.ArrayList;
import java.util.List;

/// The name of a file of the log ([tlog-tiles](https://c2sp.org/tlog-tiles)): up to 256 hashes of
/// one row of the tree, or the bundle of the entries they stand for.
///
/// @param level counts rows in eights; [#ENTRIES] for a bundle
/// @param width 256 when it is full, which it stays
record Tile(int level, long number, int width) {

    static final int ENTRIES = -1;
    static final int FULL = 256;
    static final int HEIGHT = 8;

    Tile {
        if (level < ENTRIES || level > 63 || number < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException(
                    "no tile: %d, %d, %d".formatted(level, number, width));
        }
    }

    /// As it is in a tree of `size` leaves.
    static Tile at(int level, long number, long size) {
        long width = Math.min(FULL, row(level, size) - number * FULL);
        return new Tile(level, number, (int) width);
    }

    /// How many hashes (or entries) of a level a tree of `size` leaves has.
    static long row(int level, long size) {
        int shift = Math.max(0, level) * HEIGHT;
        return shift >= Long.SIZE ? 0 : size >>> shift;
    }

    /// How many levels have a tile.
    static int levels(long size) {
        int levels = 0;
        while (row(levels, size) > 0) {
            levels++;
        }
        return levels;
    }

    /// Tiles of one level that are in a tree of `to` leaves and not in one of `from`.
    static List<Tile> grown(int level, long from, long to) {
        long before = row(level, from);
        long after = row(level, to);
        var grown = new ArrayList<Tile>();
        for (long at = before; at < after; at = (at / FULL + 1) * FULL) {
            grown.add(at(level, at / FULL, to));
        }
        return grown;
    }

    boolean isFull() {
        return width == FULL;
    }

    Tile full() {
        return new Tile(level, number, FULL);
    }

    /// Relative, `tile/0/x001/x234/067` or with `.p/8` behind it.
    String path() {
        String row = level == ENTRIES ? "entries" : Integer.toString(level);
        return "tile/" + row + "/" + digits(number) + (isFull() ? "" : ".p/" + width);
    }

    private static String digits(long number) {
        var path = new StringBuilder("%03d".formatted(number % 1000));
        for (long rest = number / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return path.toString();
    }
}
