package org.earshot.shield;

import org.earshot.crypto.SivBox;

/// The long-lived secret under which everything of a dialog is sealed and hashed. Never the key of
/// an epoch: a CANCEL after midnight must still meet its INVITE. Every shield of a site holds the
/// same; changing it loses the way back for the calls of that moment.
public final class DialogKey {

    private static final int LEAST_BYTES = 32;

    private final byte[] secret;

    public DialogKey(byte[] secret) {
        if (secret.length < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "A dialog key has at least %d bytes, got %d"
                            .formatted(LEAST_BYTES, secret.length));
        }
        this.secret = secret.clone();
    }

    /// For one thread.
    SivBox box() {
        return SivBox.of(secret, "dialog");
    }

    @Override
    public String toString() {
        return "DialogKey(?)";
    }
}
