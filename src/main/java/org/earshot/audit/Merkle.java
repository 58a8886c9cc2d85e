package org.earshot.audit;

import java.util.ArrayList;
import java.util.List;

/// Roots and proofs of the tree ([RFC 6962
/// §2.1](https://www.rfc-editor.org/rfc/rfc6962#section-2.1)).
final class Merkle {

    private Merkle() {}

    static Hash root(Nodes nodes, long size) {
        return size == 0 ? Hash.EMPTY : range(nodes, 0, size);
    }

    /// The path from a leaf to the root of the first `size` leaves, lowest first.
    static List<Hash> inclusion(Nodes nodes, long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf %d among %d".formatted(index, size));
        }
        var path = new ArrayList<Hash>();
        long low = 0;
        long high = size;
        while (high - low > 1) {
            long middle = low + split(high - low);
            if (index < middle) {
                path.add(range(nodes, middle, high));
                high = middle;
            } else {
                path.add(range(nodes, low, middle));
                low = middle;
            }
        }
        return List.copyOf(path.reversed());
    }

    /// That the first `size` leaves begin with the first `old` ones. Nothing is needed to show it
    /// of the empty tree and of the tree itself.
    static List<Hash> consistency(Nodes nodes, long old, long size) {
        if (old < 0 || old > size) {
            throw new IllegalArgumentException("%d is no part of %d".formatted(old, size));
        }
        var path = new ArrayList<Hash>();
        if (old == 0 || old == size) {
            return path;
        }
        long low = 0;
        long high = size;
        while (high != old) {
            long middle = low + split(high - low);
            if (old <= middle) {
                path.add(range(nodes, middle, high));
                high = middle;
            } else {
                path.add(range(nodes, low, middle));
                low = middle;
            }
        }
        if (low > 0) {
            path.add(range(nodes, low, high)); // else it is the old root, which is known
        }
        return List.copyOf(path.reversed());
    }

    private static Hash range(Nodes nodes, long low, long high) {
        long leaves = high - low;
        if (Long.bitCount(leaves) == 1) {
            int level = Long.numberOfTrailingZeros(leaves);
            return nodes.node(level, low >> level);
        }
        long middle = low + split(leaves);
        return Hash.node(range(nodes, low, middle), range(nodes, middle, high));
    }

    /// The largest power of two smaller than `leaves`.
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
