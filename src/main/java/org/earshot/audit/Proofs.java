package org.earshot.audit;

import java.util.ArrayList;
import java.util.List;

/// Checks proofs without the tree ([RFC 9162 §2.1.3.2 and
/// §2.1.4.2](https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3.2), whose names are used).
/// Whatever comes in, the answer is yes or no.
final class Proofs {

    private Proofs() {}

    static boolean included(long index, long size, Hash leaf, List<Hash> path, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        Hash r = leaf;
        for (Hash p : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = Hash.node(p, r);
                int skipped = zeros(fn);
                fn >>= skipped;
                sn >>= skipped;
            } else {
                r = Hash.node(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && r.equals(root);
    }

    static boolean consistent(long old, long size, Hash oldRoot, Hash root, List<Hash> proof) {
        if (old < 0 || old > size) {
            return false;
        }
        if (old == size || old == 0) {
            return proof.isEmpty()
                    && oldRoot.equals(old == 0 ? Hash.EMPTY : root)
                    && (size > 0 || root.equals(Hash.EMPTY));
        }
        if (proof.isEmpty()) {
            return false;
        }
        var path = new ArrayList<Hash>(proof);
        if (Long.bitCount(old) == 1) {
            path.addFirst(oldRoot);
        }
        return climb(path, old, size, oldRoot, root);
    }

    private static boolean climb(List<Hash> path, long old, long size, Hash oldRoot, Hash root) {
        int ones = Long.numberOfTrailingZeros(old);
        long fn = old - 1 >> ones;
        long sn = size - 1 >> ones;
        Hash fr = path.getFirst();
        Hash sr = fr;
        for (Hash c : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = Hash.node(c, fr);
                sr = Hash.node(c, sr);
                int skipped = zeros(fn);
                fn >>= skipped;
                sn >>= skipped;
            } else {
                sr = Hash.node(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && fr.equals(oldRoot) && sr.equals(root);
    }

    /// How far to shift until the lowest bit is set, or nothing is left.
    private static int zeros(long fn) {
        return fn == 0 ? Long.SIZE - 1 : Long.numberOfTrailingZeros(fn);
    }
}
