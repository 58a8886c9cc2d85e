package org.earshot.db;

/// PostgreSQL could not be reached for as long as we were ready to wait. Nothing was written.
public final class DatabaseUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
