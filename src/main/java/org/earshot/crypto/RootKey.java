package org.earshot.crypto;

import java.nio.file.Path;

/// What stands at the top of a tree of keys: turns parameters, which lie in the clear beside what
/// is sealed, into the 32 bytes that seal it.
///
/// A [SealedFile] asks it; so may whatever else needs a root.
sealed interface RootKey permits RootKeyFile, RootPassphrase, RootToken {

    /// Written before the parameters; never changes its meaning.
    byte kind();

    int parameterBytes();

    /// For something that is sealed now.
    ///
    /// @param first nothing was sealed yet, so a key that is missing may be made
    byte[] newParameters(boolean first);

    /// @throws KeysUnavailable in one sentence
    byte[] key(byte[] parameters);

    /// What the person needs who has a keystore of this kind and another key: "its key file".
    String needed();

    /// The end of the sentence "The keystore x does not open …".
    String wrong();

    /// @param sealed the file it opens, for sentences
    static RootKey of(Unsealing unsealing, Path sealed) {
        return switch (unsealing) {
            case Unsealing.KeyFile(var file) -> new RootKeyFile(file, sealed);
            case Unsealing.Passphrase(var text) -> new RootPassphrase(text, sealed);
            case Unsealing.Token(var key) -> new RootToken(new Pkcs11Token(key, System.getenv()));
        };
    }

    /// "its key file", "a passphrase", "its PKCS#11 token"; empty for a kind nobody knows.
    static String needed(byte kind) {
        return switch (kind) {
            case RootKeyFile.KIND -> RootKeyFile.NEEDED;
            case RootPassphrase.KIND -> RootPassphrase.NEEDED;
            case RootToken.KIND -> RootToken.NEEDED;
            default -> "";
        };
    }
}
