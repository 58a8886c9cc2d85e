package org.earshot.audit;

import java.util.List;

/// What a check of the log found.
///
/// @param size of the checkpoint; 0 when it cannot be used
/// @param root of the leaves that were read, in base64
/// @param findings at most 100 of them; none when all is as it was written
public record LogReport(long size, String root, List<Finding> findings) {

    public LogReport {
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }
}
