package org.earshot.recording;

import java.time.Duration;
import java.util.UUID;
import org.earshot.telephony.CallId;

/// What became of a recording.
///
/// @param length from answer to hang-up
/// @param gaps time in which the caller's or the system's leg was not captured; played as silence
/// @param sealed whether the manifest is on the disk. If not, the audio captured so far still is,
///   and the recorder goes on trying to seal it
public record SealedRecording(
        UUID id, CallId call, Duration length, Duration gaps, boolean sealed) {}
