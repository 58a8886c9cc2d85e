package org.earshot.shield;

import java.time.Instant;
import java.time.LocalDate;

/// What the keystore remembers of an epoch whose key is gone.
///
/// @param commitmentSha256 SHA-256 of the key's commitment, as `earshot shield-keys list` showed it
///   while the key lived
/// @param probe a token of a number nobody has, sealed under the key at its last moment: it must
///   never open again, and anybody may try
record Tombstone(
        int serial,
        LocalDate day,
        Instant at,
        Reason reason,
        String commitmentSha256,
        String probe) {

    /// Why the key was destroyed.
    enum Reason {
        /// Its day came.
        DUE,
        /// A person asked for it.
        ASKED
    }
}
