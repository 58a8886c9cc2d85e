package org.earshot.transcription;

/// How far the transcript of a recording has come.
///
/// ```
/// PENDING --made--> DONE
///    |
///    +--failed several times--> PARKED
/// ```
public enum TranscriptState {
    PENDING,
    DONE,
    PARKED
}
