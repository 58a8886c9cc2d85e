package org.earshot.audit;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.earshot.crypto.Aad;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.TamperedException;

/// A deed with its time and its details, sealed: one leaf of the log. The tree is over the
/// ciphertext, so proofs hold when the key of the details is destroyed.
///
/// @param commitment SHA-256 of a random salt and the details. With both, they can be shown to be
///   those of the leaf without the key; without the salt, which lies under the key as well, nobody
///   can try out what they may have been.
/// @param sealed salt and details
public record Act(UUID id, Instant at, Deed deed, byte[] commitment, byte[] sealed) {

    private static final int SALT_BYTES = 16;
    private static final int MOST_DETAILS = 32 << 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// @param key of the case (or other part) whose destruction makes the details unreadable
    /// @throws IllegalArgumentException for details above 32 KiB
    public static Act of(Deed deed, byte[] details, DataKey key, InstantSource clock) {
        if (details.length > MOST_DETAILS) {
            throw new IllegalArgumentException(
                    "details of an act have at most 32 KiB, not %d bytes"
                            .formatted(details.length));
        }
        var id = UUID.randomUUID();
        var salted = new byte[SALT_BYTES + details.length];
        RANDOM.nextBytes(salted);
        System.arraycopy(details, 0, salted, SALT_BYTES, details.length);
        return new Act(
                id,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                deed,
                Hash.digest().digest(salted),
                key.seal(place(id), salted));
    }

    /// @throws TamperedException when it is another key, or another leaf's ciphertext
    public byte[] details(DataKey key) {
        byte[] salted = key.open(place(id), sealed);
        if (!MessageDigest.isEqual(Hash.digest().digest(salted), commitment)) {
            throw new TamperedException("The details are not those the leaf commits to");
        }
        return Arrays.copyOfRange(salted, SALT_BYTES, salted.length);
    }

    private static Aad place(UUID id) {
        return new Aad("audit_leaf", "leaf", id.toString());
    }

    /// Nothing of its details.
    @Override
    public String toString() {
        return at + " " + deed.who() + " " + deed.what() + " " + deed.kind() + " " + deed.object();
    }
}
