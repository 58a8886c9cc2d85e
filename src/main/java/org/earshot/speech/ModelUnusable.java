package org.earshot.speech;

import org.jspecify.annotations.Nullable;

/// A speech model cannot be used. The message says which, why, and what to do.
final class ModelUnusable extends Exception {

    private static final long serialVersionUID = 1L;

    ModelUnusable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    ModelUnusable(String message) {
        this(message, null);
    }
}
