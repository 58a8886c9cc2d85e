package org.earshot.staff;

import org.jspecify.annotations.Nullable;

/// Where a sign-in comes from.
///
/// @param source the network, for instance `net:192.0.2.1`
/// @param device what an earlier sign-in left with this browser; proves nothing by itself
public record Origin(String source, @Nullable String device) {

    /// Not the device's token.
    @Override
    public String toString() {
        return "Origin";
    }
}
