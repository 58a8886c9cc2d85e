package org.earshot.staff;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A passkey as its owner sees it.
///
/// @param label as the owner calls it
public record Passkey(UUID id, String label, Instant addedAt, @Nullable Instant usedAt) {}
