package org.earshot.ivr;

/// Why [Line#listen] stopped.
public enum SpeechEnd {
    KEY,
    SILENCE,
    LIMIT
}
