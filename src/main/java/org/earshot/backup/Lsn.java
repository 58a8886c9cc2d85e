package org.earshot.backup;

import org.postgresql.replication.LogSequenceNumber;

/// Places in the write-ahead log, and the files they lie in.
final class Lsn {

    /// What `initdb` chooses (`--wal-segsize`).
    static final long SEGMENT = 16L << 20;

    private Lsn() {}

    static long parse(String text) {
        return LogSequenceNumber.valueOf(text).asLong();
    }

    static long segmentStart(long lsn) {
        return lsn - lsn % SEGMENT;
    }

    /// As PostgreSQL names it.
    static String segmentName(int timeline, long lsn) {
        long perLog = (1L << 32) / SEGMENT;
        long number = lsn / SEGMENT;
        return "%08X%08X%08X".formatted(timeline, number / perLog, number % perLog);
    }
}
