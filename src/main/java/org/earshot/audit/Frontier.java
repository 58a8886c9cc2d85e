package org.earshot.audit;

/// The root while leaves come one by one, in memory for 64 hashes: the complete subtrees to the
/// left.
final class Frontier {

    private final Hash[] subtrees = new Hash[Long.SIZE];
    private long size;

    void add(Hash leaf) {
        Hash subtree = leaf;
        int level = 0;
        for (long rest = size; (rest & 1) == 1; rest >>= 1) {
            subtree = Hash.node(subtrees[level], subtree);
            level++;
        }
        subtrees[level] = subtree;
        size++;
    }

    long size() {
        return size;
    }

    Hash root() {
        if (size == 0) {
            return Hash.EMPTY;
        }
        int level = Long.numberOfTrailingZeros(size);
        Hash root = subtrees[level];
        for (long rest = size >> level + 1; rest > 0; rest >>= 1) {
            level++;
            if ((rest & 1) == 1) {
                root = Hash.node(subtrees[level], root);
            }
        }
        return root;
    }
}
