package org.earshot.shield;

import org.jspecify.annotations.Nullable;

/// The unmasking log cannot be trusted or written, so nothing is unmasked.
public final class UnmaskLogUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnmaskLogUnusable(String how, @Nullable Throwable cause) {
        super(
                "The unmasking log (shield/unmask.log in the data directory) "
                        + how
                        + "; nothing is unmasked until it is put right.",
                cause);
    }
}
