package org.earshot.recording;

/// Audio of a call is not being kept, or could not be. The call goes on; the recorder goes on
/// trying.
public final class RecordingFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What stands in the way.
    public enum Reason {
        /// No space left, or less than is kept for calls that are up.
        DISK_FULL,
        /// The disk refuses to write or to confirm.
        DISK_ERROR,
        /// The disk is slower than the calls.
        DISK_TOO_SLOW,
        /// No data key could be had.
        KEYS
    }

    private final Reason reason;

    RecordingFailed(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    RecordingFailed(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
