package org.earshot.masking;

import java.util.Optional;

/// Which bindings are looked for; empty: any.
///
/// @param party on any side, in a group too
/// @param active whether only those that hold now
/// @param limit at most so many, the newest first
public record BindingQuery(
        Optional<String> x,
        Optional<Party> party,
        Optional<String> userData,
        boolean active,
        int limit) {

    public static BindingQuery active(int limit) {
        return new BindingQuery(Optional.empty(), Optional.empty(), Optional.empty(), true, limit);
    }
}
