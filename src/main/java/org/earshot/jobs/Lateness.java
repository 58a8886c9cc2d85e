package org.earshot.jobs;

import java.time.Instant;
import java.util.Optional;

/// Whether a job is late: a decision without clock or database.
final class Lateness {

    private Lateness() {}

    /// @param since when somebody began to look: a new installation has never run anything
    static boolean isLate(Job job, Optional<Instant> good, Instant since, Instant now) {
        Instant last = good.filter(at -> !at.isAfter(now)).orElse(since);
        return last.plus(job.alarmAfter()).isBefore(now);
    }
}
