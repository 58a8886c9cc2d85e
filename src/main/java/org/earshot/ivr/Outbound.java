package org.earshot.ivr;

import java.time.Duration;
import org.earshot.telephony.Hangup;

/// Connecting the caller with somebody else.
public interface Outbound {

    /// Rings `target` and, when it answers, waits for the end of the talk.
    ///
    /// @param emergency marks call and case, and may pass every limit
    Outcome connect(String target, Duration ring, boolean emergency) throws Hangup;

    /// Of an attempt.
    enum Outcome {
        TALKED,
        BUSY,
        NO_ANSWER,
        UNAVAILABLE
    }
}
