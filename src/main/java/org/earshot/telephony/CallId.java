package org.earshot.telephony;

import java.util.UUID;

/// Names one call, from first ring to hang-up, across restarts. Says nothing about the caller, so
/// it may be logged.
public record CallId(UUID value) {

    public static CallId random() {
        return new CallId(UUID.randomUUID());
    }

    /// @throws IllegalArgumentException when `text` is not a UUID
    public static CallId parse(String text) {
        return new CallId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
