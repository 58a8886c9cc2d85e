package org.earshot.backup;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits for the stream to have brought what a backup needs.
record WalWait(WalArchive archive, WalStream.Source source) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /// @throws BackupFailed when it has not come in a minute
    void until(long lsn) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (archive.end(source.timeline()) < lsn) {
            if (System.nanoTime() > deadline || Thread.interrupted()) {
                throw new BackupFailed(
                        "The backup was not made: the write-ahead log did not arrive within a"
                                + " minute; is the role earshot_backup there?");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
