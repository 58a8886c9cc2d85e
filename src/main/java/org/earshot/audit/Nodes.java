package org.earshot.audit;

/// Where the hashes of complete subtrees come from.
@FunctionalInterface
interface Nodes {

    /// @return the root of the subtree over the leaves from `index << level` on, as many as its
    ///   level has
    Hash node(int level, long index);
}
