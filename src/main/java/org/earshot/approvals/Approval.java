package org.earshot.approvals;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request for a second person, and what became of it.
///
/// @param answerer who agreed or refused; null while nobody did, or when it was taken back
/// @param state as of the time it was read
public record Approval(
        UUID id,
        Wish wish,
        UUID requester,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable UUID answerer,
        State state) {

    /// ```
    /// WAITING --approve--> APPROVED --take--> USED
    ///    |---refuse---> REFUSED    |
    ///    |---withdraw-> WITHDRAWN  |
    ///    '---time-----> EXPIRED <--'
    /// ```
    public enum State {
        WAITING,
        APPROVED,
        USED,
        REFUSED,
        WITHDRAWN,
        EXPIRED
    }
}
