package org.earshot.recording;

import java.nio.file.Path;
import java.time.Period;

/// Where recordings lie and for how long. Keys: `recording.*`.
///
/// @param keep counted from the day of the call; then the key is destroyed
/// @param keepFreeBytes below this no new recording should be begun: what is left is for calls that
///   are up. One call takes 17 KB a second
public record RecordingSettings(Path directory, Period keep, long keepFreeBytes) {

    /// Half a year: cases of this kind are closed within months, and appeals come within weeks.
    public static final Period DEFAULT_KEEP = Period.ofDays(180);

    /// Enough for 60 hours of calls.
    public static final long DEFAULT_KEEP_FREE_BYTES = 1L << 30;

    public RecordingSettings {
        if (keep.isNegative() || keep.isZero()) {
            throw new IllegalArgumentException("recording.keep must be positive, got " + keep);
        }
        if (keepFreeBytes < 0) {
            throw new IllegalArgumentException(
                    "recording.keepFreeBytes must not be negative, got " + keepFreeBytes);
        }
    }

    public RecordingSettings(Path directory) {
        this(directory, DEFAULT_KEEP, DEFAULT_KEEP_FREE_BYTES);
    }
}
