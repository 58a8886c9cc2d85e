package org.earshot.masking;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// When an event or a short message that was not taken is sent again, counted from the first
/// attempt.
public record RetryLadder(List<Duration> steps) {

    /// As the operators do: 1, 4, 9, 106, 203 and 300 minutes.
    public static final RetryLadder USUAL =
            new RetryLadder(
                    List.of(
                            Duration.ofMinutes(1),
                            Duration.ofMinutes(4),
                            Duration.ofMinutes(9),
                            Duration.ofMinutes(106),
                            Duration.ofMinutes(203),
                            Duration.ofMinutes(300)));

    public RetryLadder {
        steps = List.copyOf(steps);
        Duration before = Duration.ZERO;
        for (Duration step : steps) {
            if (step.compareTo(before) <= 0) {
                throw new IllegalArgumentException(
                        "masking.*.retry-seconds must be above 0 and rise, got "
                                + steps.stream().map(Duration::toSeconds).toList());
            }
            before = step;
        }
    }

    /// @param attempt that failed, from 1
    /// @return empty after the last
    public Optional<Instant> next(Instant firstAt, int attempt) {
        return attempt <= steps.size()
                ? Optional.of(firstAt.plus(steps.get(attempt - 1)))
                : Optional.empty();
    }
}
