package org.earshot.ari;

/// Asterisk did not do what it was asked.
public abstract sealed class AriException extends Exception permits AriError, AriUnavailable {

    private static final long serialVersionUID = 1L;

    AriException(String message) {
        super(message);
    }
}
