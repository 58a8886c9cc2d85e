package org.earshot.house;

import java.util.Optional;
import java.util.UUID;

/// What the house remembers of a call beside the flow's own state.
///
/// @param inquired the case a code was keyed for
/// @param note the note to it that the caller is speaking
public record CallMemory(Optional<UUID> inquired, Optional<UUID> note) {

    public static final CallMemory NOTHING = new CallMemory(Optional.empty(), Optional.empty());
}
