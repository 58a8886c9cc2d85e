package org.earshot.approvals;

import java.time.Instant;
import java.util.UUID;
import org.earshot.rights.Right;
import org.earshot.rights.Suspicion;
import org.jspecify.annotations.Nullable;

/// An access that looked improper, for another person to ask about.
///
/// @param person whose access it was
/// @param settledBy who looked into it; null while nobody did
public record Alarm(
        UUID id,
        UUID person,
        Suspicion suspicion,
        Right right,
        Instant raisedAt,
        @Nullable UUID settledBy) {}
