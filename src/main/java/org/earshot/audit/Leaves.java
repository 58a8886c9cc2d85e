package org.earshot.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The leaves where they were recorded first, with the index that each was given.
interface Leaves {

    /// @param leaf null when the index was given and the leaf is not there
    record Indexed(long index, byte @Nullable [] leaf) {}

    /// Gives those that wait the next indexes, at most `limit` of them; all or none.
    void assign(int limit);

    /// Behind the highest index given.
    long size();

    /// From an index on, in order.
    List<Indexed> read(long from, int limit);

    /// How many have no index and do not wait for one.
    long strays();
}
