package org.earshot.masking;

import java.time.Instant;
import java.util.Optional;

/// A binding with its history.
///
/// @param endedAt empty while nobody has ended it, and for a moment after its expiry
/// @param endedBy `EXPIRED` or `UNBOUND`
public record KeptBinding(
        Binding binding, Instant createdAt, Optional<Instant> endedAt, Optional<String> endedBy) {

    public boolean isActiveAt(Instant now) {
        return endedAt.isEmpty() && binding.terms().holdsAt(now);
    }
}
