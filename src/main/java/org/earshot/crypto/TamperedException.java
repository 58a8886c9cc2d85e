package org.earshot.crypto;

/// Sealed data did not open: altered, cut off, moved to another place, or not for this key. Nothing
/// of its content was released.
public final class TamperedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TamperedException(String message) {
        super(message);
    }

    TamperedException(String message, Throwable cause) {
        super(message, cause);
    }
}
