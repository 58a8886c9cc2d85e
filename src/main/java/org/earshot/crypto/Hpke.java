package org.earshot.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/// Seals something for the holder of one private key: HPKE in base mode with X25519, HKDF-SHA-256
/// and AES-256-GCM ([RFC 9180](https://www.rfc-editor.org/rfc/rfc9180)). Whoever carries it learns
/// nothing.
public final class Hpke {

    private static final int KEY_BYTES = 32;
    private static final byte[] NONE = new byte[0];

    private Hpke() {}

    public static byte[] newPrivateKey() {
        return Bytes.random(KEY_BYTES); // RFC 7748 §5: any 32 bytes are one
    }

    public static byte[] publicKey(byte[] privateKey) {
        return new X25519PrivateKeyParameters(privateKey).generatePublicKey().getEncoded();
    }

    /// @param publicKey 32 bytes
    /// @param info what it is about; opens with the same only
    /// @return the encapsulated key, 32 bytes, then the ciphertext
    public static byte[] seal(byte[] publicKey, byte[] info, byte[] plain) {
        try {
            var suite = suite();
            AsymmetricKeyParameter recipient = suite.deserializePublicKey(publicKey);
            var context = suite.setupBaseS(recipient, info);
            return new Bytes.Writer()
                    .raw(context.getEncapsulation())
                    .raw(context.seal(NONE, plain))
                    .toByteArray();
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("HPKE cannot seal", impossible);
        }
    }

    /// @throws TamperedException when it was altered, or is for another key or about something else
    public static byte[] open(byte[] privateKey, byte[] info, byte[] sealed) {
        if (sealed.length < KEY_BYTES) {
            throw new TamperedException("Sealed data ends too early");
        }
        try {
            var suite = suite();
            var pair = suite.deserializePrivateKey(privateKey, publicKey(privateKey));
            byte[] encapsulated = Arrays.copyOf(sealed, KEY_BYTES);
            byte[] text = Arrays.copyOfRange(sealed, KEY_BYTES, sealed.length);
            return suite.setupBaseR(encapsulated, pair, info).open(NONE, text);
        } catch (InvalidCipherTextException | IllegalStateException altered) {
            throw new TamperedException("Sealed data did not open", altered);
        }
    }

    private static HPKE suite() {
        return new HPKE(
                HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }
}
