package org.earshot.texts;

import java.time.Instant;
import java.util.Optional;
import org.earshot.telephony.CallId;

/// A short message that somebody is to be handed.
///
/// @param attempts those that failed
/// @param firstAt when the first of them failed
/// @param text in UTF-8, sealed as it lies in the database
record KeptText(
        CallId id, int attempts, Optional<Instant> firstAt, byte[] wrappedKey, byte[] text) {

    /// Nothing of the text.
    @Override
    public String toString() {
        return "KeptText[" + id + "]";
    }
}
