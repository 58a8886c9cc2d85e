package org.earshot.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which backups stay: all of two days, then the newest of each day until its key dies. A pure
/// decision; backups are shown to it newest first.
final class Retention {

    private static final Duration ALL = Duration.ofDays(2);

    private final Instant now;
    private final Set<String> days = new HashSet<>();

    Retention(Instant now) {
        this.now = now;
    }

    boolean keeps(Backup backup) {
        boolean first = days.add(backup.id().substring(0, 10));
        return first || Instant.parse(backup.finishedAt()).isAfter(now.minus(ALL));
    }

    /// Pieces within a kept backup make it whole; those since the oldest of the last two days lead
    /// from there to now.
    boolean needs(WalArchive.Piece piece, List<Manifest> kept) {
        for (Manifest backup : kept) {
            boolean open = Instant.parse(backup.finishedAt()).isAfter(now.minus(ALL));
            boolean sameHistory = backup.timeline() == piece.timeline();
            boolean late = piece.to() > Lsn.segmentStart(backup.startLsn());
            if (sameHistory && late && (open || piece.from() < backup.stopLsn())) {
                return true;
            }
        }
        return kept.isEmpty();
    }
}
