package org.earshot.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM ([NIST SP 800-38D](https://csrc.nist.gov/pubs/sp/800/38/d/final)) of the JDK, whose
/// intrinsics are some forty times as fast as Bouncy Castle's.
final class AesGcm {

    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private AesGcm() {}

    /// Under a fresh random nonce, which is written before the ciphertext. Safe for up to 2^32
    /// values a key; a data key seals a handful.
    static byte[] seal(byte[] key, byte[] aad, byte[] plain) {
        byte[] nonce = Bytes.random(NONCE_BYTES);
        byte[] sealed = encrypt(key, nonce, aad, plain, 0, plain.length);
        return new Bytes.Writer().raw(nonce).raw(sealed).toByteArray();
    }

    static byte[] open(byte[] key, byte[] aad, byte[] sealed) {
        if (sealed.length < NONCE_BYTES + TAG_BYTES) {
            throw new TamperedException("Sealed data ends too early");
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return decrypt(key, nonce, aad, sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    static byte[] encrypt(
            byte[] key, byte[] nonce, byte[] aad, byte[] plain, int offset, int length) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key, nonce, aad).doFinal(plain, offset, length);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-256-GCM is missing from this Java", impossible);
        }
    }

    static byte[] decrypt(
            byte[] key, byte[] nonce, byte[] aad, byte[] sealed, int offset, int length) {
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, aad).doFinal(sealed, offset, length);
        } catch (AEADBadTagException altered) {
            throw new TamperedException("Sealed data did not open", altered);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-256-GCM is missing from this Java", impossible);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] aad)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, nonce));
        cipher.updateAAD(aad);
        return cipher;
    }
}
