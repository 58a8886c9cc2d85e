package org.earshot.cases;

/// What ended the caller's own words.
public enum ReportEnding {
    KEY,
    SILENCE,
    LIMIT,
    HANGUP,
    /// The core was away when it ended.
    LOST
}
