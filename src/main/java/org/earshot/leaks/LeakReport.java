package org.earshot.leaks;

import java.util.List;

/// What a scan searched and found.
///
/// @param numbers how many were looked for
/// @param patterns in how many forms altogether
/// @param findingCount may be more than are listed
/// @param troubles what could not be searched and should have been, in sentences
/// @param opaque files in formats that cannot be unpacked here
public record LeakReport(
        int numbers,
        int patterns,
        LeakProof proof,
        long files,
        long bytes,
        long millis,
        long findingCount,
        List<Finding> findings,
        List<String> troubles,
        List<String> opaque) {

    /// Nothing found, everything searched, and the scanner had found all its own needles.
    public boolean isClean() {
        return findingCount == 0 && troubles.isEmpty() && proof.isComplete();
    }
}
