package org.earshot.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/// Checks signatures by Ed25519 ([RFC 8032](https://www.rfc-editor.org/rfc/rfc8032)), with the JDK;
/// [Ed25519Keys] makes them. Public keys are their 32 bytes.
public final class Ed25519 {

    private static final int SIGNATURE_BYTES = 64;
    private static final String ALGORITHM = "Ed25519";

    /// What stands before the 32 bytes in a SubjectPublicKeyInfo ([RFC 8410
    /// §4](https://www.rfc-editor.org/rfc/rfc8410#section-4)).
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /// Whatever the bytes are, the answer is yes or no.
    public static boolean verifies(byte[] publicKey, byte[] text, byte[] signature) {
        if (publicKey.length != Ed25519Keys.KEY_BYTES || signature.length != SIGNATURE_BYTES) {
            return false;
        }
        byte[] encoded = new Bytes.Writer().raw(PREFIX).raw(publicKey).toByteArray();
        try {
            var verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(text);
            return verifier.verify(signature);
        } catch (GeneralSecurityException noKeyOrNoSignature) {
            return false;
        }
    }

    /// Whether 32 bytes are a point that can be somebody's public key. With one of small order
    /// anybody could sign.
    public static boolean isPublicKey(byte[] publicKey) {
        return publicKey.length == Ed25519Keys.KEY_BYTES
                && org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(publicKey, 0);
    }
}
