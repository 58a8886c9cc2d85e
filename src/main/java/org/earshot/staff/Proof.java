package org.earshot.staff;

import java.util.UUID;

/// A second factor that was checked, and how its use is written down so that it works once.
sealed interface Proof {

    /// A code of this time step.
    record TotpStep(long step) implements Proof {}

    /// @param hash as stored
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Recovery(byte[] hash) implements Proof {}

    /// @param count the authenticator's own, after this use
    record Passkey(UUID id, long countBefore, long count) implements Proof {}
}
