package org.earshot.house;

import java.time.Instant;
import java.util.List;

/// A version of a file that is kept.
///
/// @param sha256 in hex
/// @param releases the numbers of those that put it in force; none: it is a draft
public record FlowVersion(
        FlowFile.Place place,
        String sha256,
        Instant storedAt,
        boolean inForce,
        List<Integer> releases) {

    public FlowVersion {
        releases = List.copyOf(releases);
    }
}
