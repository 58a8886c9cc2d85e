package org.earshot.transcription;

/// How far the transcript of a recording has come.
///
/// ```
/// PENDING --made--> DONE
///   |  ^
///   |  +--tried again, while a draft of the words is kept--+
///   +--failed several times--> PARKED ---------------------+
/// ```
public enum TranscriptState {
    PENDING,
    DONE,
    PARKED
}
