package org.earshot.audit;

import org.jspecify.annotations.Nullable;

/// One thing that is not as it was written.
///
/// @param leaf the first one concerned; null when none can be named
public record Finding(@Nullable Long leaf, String what) {

    @Override
    public String toString() {
        return leaf == null ? what : "leaf " + leaf + " " + what;
    }
}
