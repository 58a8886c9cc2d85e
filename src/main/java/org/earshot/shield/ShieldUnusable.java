package org.earshot.shield;

/// The shield cannot start; the message says what must be changed.
public final class ShieldUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ShieldUnusable(String message) {
        super(message);
    }
}
