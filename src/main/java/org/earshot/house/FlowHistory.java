package org.earshot.house;

import java.time.Instant;
import java.util.Optional;
import org.earshot.house.FlowRelease.Origin;

/// Since when a flow is in force, and whether a draft of it waits.
///
/// @param published empty when it came with the program and is kept nowhere
/// @param draft the newest that was kept and never put in force
public record FlowHistory(Optional<Published> published, Optional<Waiting> draft) {

    /// @param release the last that put this very version in force
    public record Published(int release, Origin origin, Instant at) {}

    /// @param sha256 in hex
    public record Waiting(String sha256, Instant storedAt) {}
}
