package org.earshot.jobs;

import java.time.Duration;

/// Something done again and again, on one core at a time.
///
/// @param name small letters and dashes
/// @param first how long after the start it is due
/// @param every and then again and again
/// @param alarmAfter without a good end for so long, health turns red
/// @param work safe to repeat, and after a crash done again
public record Job(String name, Duration first, Duration every, Duration alarmAfter, Work work) {

    /// One call into a feature.
    public interface Work {

        /// @return empty, or one sentence why it did not end well; nothing of a case in it
        String run();
    }

    public Job {
        if (!name.matches("[a-z][a-z-]{1,40}")) {
            throw new IllegalArgumentException("a job's name is small letters, got " + name);
        }
        if (every.compareTo(Duration.ofSeconds(1)) < 0 || alarmAfter.compareTo(every) < 0) {
            throw new IllegalArgumentException(
                    "a job runs every second at most and is late only after that, got " + name);
        }
    }
}
