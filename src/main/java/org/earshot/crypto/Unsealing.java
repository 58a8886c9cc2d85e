package org.earshot.crypto;

import java.nio.file.Path;

/// What opens a [SealedFile].
public sealed interface Unsealing {

    /// A file of 32 random bytes, for its owner alone; made on first use. Keep it in a directory of
    /// its own, so that a backup can leave it out.
    record KeyFile(Path file) implements Unsealing {}

    /// What a person types or a secret store hands over; each guess costs an Argon2id.
    record Passphrase(String text) implements Unsealing {

        public Passphrase {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("the passphrase is empty; give one");
            }
        }

        @Override
        public String toString() {
            return "Passphrase(?)";
        }
    }

    /// An AES-256 key inside a PKCS#11 token, which never leaves it.
    record Token(Pkcs11Uri key) implements Unsealing {}
}
