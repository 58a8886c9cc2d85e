package org.earshot.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.earshot.telephony.CallId;

/// A call as its case shows it.
///
/// @param endedBy caller, flow, network, core or fallback; empty while the call is up
public record CallSummary(
        CallId id,
        String adapter,
        Instant beganAt,
        Optional<Instant> answeredAt,
        Optional<Instant> endedAt,
        Optional<String> endedBy) {

    /// From answer to hang-up; zero for a call that was never answered or is still up.
    public Duration length() {
        return answeredAt
                .flatMap(from -> endedAt.map(to -> Duration.between(from, to)))
                .orElse(Duration.ZERO);
    }
}
