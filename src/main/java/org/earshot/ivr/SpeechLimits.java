package org.earshot.ivr;

import java.time.Duration;
import java.util.Set;
import org.earshot.telephony.Dtmf;

/// When [Line#listen] stops.
///
/// @param stopKeys keys by which the caller says "that is all"
/// @param silence how long without speech counts as the end
/// @param limit the longest a caller may speak
public record SpeechLimits(Set<Dtmf> stopKeys, Duration silence, Duration limit) {

    public SpeechLimits {
        stopKeys = Set.copyOf(stopKeys);
        if (!silence.isPositive() || !limit.isPositive()) {
            throw new IllegalArgumentException(
                    "silence and limit must be positive, got " + silence + " and " + limit);
        }
    }
}
