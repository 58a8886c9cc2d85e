package org.earshot.sip;

import java.util.concurrent.atomic.LongAdder;

/// Counts of a transport, for health pages. Figures only: no address, no message.
public final class TransportCounters {

    final LongAdder received = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder unsent = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder refusedConnections = new LongAdder();
    final LongAdder closedConnections = new LongAdder();

    TransportCounters() {}

    /// The counts at one moment.
    ///
    /// @param unsent dropped because a socket or connection was full or lost
    /// @param failed messages during which a handler threw: a fault of ours
    /// @param refusedConnections turned away: unknown source or too many
    /// @param closedConnections ended by us: too slow, too long, malformed, idle
    public record Snapshot(
            long received,
            long sent,
            long unsent,
            long failed,
            long refusedConnections,
            long closedConnections) {}

    public Snapshot snapshot() {
        return new Snapshot(
                received.sum(),
                sent.sum(),
                unsent.sum(),
                failed.sum(),
                refusedConnections.sum(),
                closedConnections.sum());
    }
}
