package org.earshot.cases;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A file of screening rules cannot be used; the message names every problem in it.
public final class UnusableRules extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableRules(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
