package org.earshot.shield;

import java.util.concurrent.atomic.LongAdder;

/// How many calls were let in and how many refused since the start.
public final class ShieldCounters {

    final LongAdder admitted = new LongAdder();
    final LongAdder refused = new LongAdder();

    public long admitted() {
        return admitted.sum();
    }

    public long refused() {
        return refused.sum();
    }
}
