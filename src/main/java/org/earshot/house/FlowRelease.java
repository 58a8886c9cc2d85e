package org.earshot.house;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One act of putting files in force.
///
/// @param files only those that changed by it
/// @param restores the release whose state a rollback brought back
public record FlowRelease(
        int number,
        Origin origin,
        Optional<Integer> restores,
        Instant publishedAt,
        List<Entry> files) {

    public FlowRelease {
        files = List.copyOf(files);
    }

    /// Who put it in force.
    public enum Origin {
        /// It came with the program, and gives way to the next program's.
        PROGRAM,
        /// Somebody published it, and it stays.
        OPERATOR
    }

    /// @param sha256 in hex
    public record Entry(FlowFile.Place place, String sha256) {}
}
