package org.earshot.crypto;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// An Ed25519 key pair ([RFC 8032](https://www.rfc-editor.org/rfc/rfc8032)) in its raw 32 bytes, to
/// be sealed among other keys; [Ed25519] verifies. Bouncy Castle's, because the JDK does not give
/// the public key of a private one.
public final class Ed25519Keys {

    public static final int KEY_BYTES = 32;

    private final Ed25519PrivateKeyParameters secret;

    private Ed25519Keys(byte[] privateKey) {
        secret = new Ed25519PrivateKeyParameters(privateKey, 0);
    }

    public static Ed25519Keys generate() {
        return new Ed25519Keys(Bytes.random(KEY_BYTES));
    }

    /// @param privateKey 32 bytes, as [#privateKey] gave them
    public static Ed25519Keys of(byte[] privateKey) {
        if (privateKey.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "an Ed25519 private key has 32 bytes, got " + privateKey.length);
        }
        return new Ed25519Keys(privateKey);
    }

    public byte[] privateKey() {
        return secret.getEncoded();
    }

    public byte[] publicKey() {
        return secret.generatePublicKey().getEncoded();
    }

    public byte[] sign(byte[] message) {
        var signer = new Ed25519Signer();
        signer.init(true, secret);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }
}
