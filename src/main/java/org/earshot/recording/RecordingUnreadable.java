package org.earshot.recording;

/// A stored recording cannot be read, or is not there.
public final class RecordingUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RecordingUnreadable(String message) {
        super(message);
    }

    RecordingUnreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
