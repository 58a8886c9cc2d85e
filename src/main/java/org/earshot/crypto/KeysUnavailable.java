package org.earshot.crypto;

/// Keys cannot be read, opened or written. The message says what to do.
public final class KeysUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KeysUnavailable(String message) {
        super(message);
    }

    public KeysUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
