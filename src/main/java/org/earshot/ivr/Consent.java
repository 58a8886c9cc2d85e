package org.earshot.ivr;

/// How the caller's words may be kept.
public enum Consent {
    /// Sound and text.
    RECORDED,
    /// Text only: the sound passes through memory and is kept nowhere.
    TRANSCRIPT_ONLY,
    /// Neither: an agent writes minutes.
    MINUTES_ONLY
}
