package org.earshot.masking;

import org.jspecify.annotations.Nullable;

/// The shield, or its vault, cannot be asked now; nothing has changed. Try again later.
public final class ShieldUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ShieldUnavailable(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
