package org.earshot.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.Key;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// AES-256-GCM ([NIST SP 800-38D](https://csrc.nist.gov/pubs/sp/800/38/d/final)) of the JDK, whose
/// intrinsics are some forty times as fast as Bouncy Castle's.
///
/// Looking up a cipher costs three times as much as sealing a field, so some are kept. Each is used
/// by one thread at a time, and holds the key it was used with last until the next.
final class AesGcm {

    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private static final int KEPT = 64;
    private static final AtomicReferenceArray<@Nullable Cipher> FREE =
            new AtomicReferenceArray<>(KEPT);

    private AesGcm() {}

    /// Under a fresh random nonce, which is written before the ciphertext. Safe for up to 2^32
    /// values a key; a data key seals a handful.
    static byte[] seal(byte[] key, byte[] aad, byte[] plain) {
        return seal(new byte[0], new SecretKeySpec(key, "AES"), aad, plain);
    }

    /// @param head written before the nonce
    static byte[] seal(byte[] head, Key key, byte[] aad, byte[] plain) {
        byte[] nonce = Bytes.random(NONCE_BYTES);
        int at = head.length + NONCE_BYTES;
        var sealed = Arrays.copyOf(head, at + plain.length + TAG_BYTES);
        System.arraycopy(nonce, 0, sealed, head.length, NONCE_BYTES);
        var parameters = new GCMParameterSpec(TAG_BYTES * 8, nonce);
        Cipher cipher = borrow();
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
            cipher.updateAAD(aad);
            var _ = cipher.doFinal(plain, 0, plain.length, sealed, at);
            giveBack(cipher);
            return sealed;
        } catch (GeneralSecurityException impossible) {
            throw missing(impossible);
        }
    }

    static byte[] open(byte[] key, byte[] aad, byte[] sealed) {
        return open(0, new SecretKeySpec(key, "AES"), aad, sealed);
    }

    /// @param from where the nonce begins
    static byte[] open(int from, Key key, byte[] aad, byte[] sealed) {
        if (sealed.length < from + NONCE_BYTES + TAG_BYTES) {
            throw new TamperedException("Sealed data ends too early");
        }
        int text = from + NONCE_BYTES;
        return decrypt(
                key,
                new GCMParameterSpec(TAG_BYTES * 8, sealed, from, NONCE_BYTES),
                aad,
                sealed,
                text,
                sealed.length - text);
    }

    static byte[] encrypt(
            byte[] key, byte[] nonce, byte[] aad, byte[] plain, int offset, int length) {
        var parameters = new GCMParameterSpec(TAG_BYTES * 8, nonce);
        var secret = new SecretKeySpec(key, "AES");
        try {
            Cipher cipher = ready(secret, parameters);
            cipher.updateAAD(aad);
            byte[] sealed = cipher.doFinal(plain, offset, length);
            giveBack(cipher);
            return sealed;
        } catch (GeneralSecurityException impossible) {
            throw missing(impossible);
        }
    }

    static byte[] decrypt(
            byte[] key, byte[] nonce, byte[] aad, byte[] sealed, int offset, int length) {
        return decrypt(
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(TAG_BYTES * 8, nonce),
                aad,
                sealed,
                offset,
                length);
    }

    private static byte[] decrypt(
            Key key,
            GCMParameterSpec parameters,
            byte[] aad,
            byte[] sealed,
            int offset,
            int length) {
        Cipher cipher = borrow();
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            cipher.updateAAD(aad);
            byte[] plain = cipher.doFinal(sealed, offset, length);
            giveBack(cipher);
            return plain;
        } catch (AEADBadTagException altered) {
            giveBack(cipher);
            throw new TamperedException("Sealed data did not open", altered);
        } catch (GeneralSecurityException impossible) {
            throw missing(impossible);
        }
    }

    /// A cipher refuses the nonce it has just sealed with, as it should; a published vector that is
    /// sealed twice is the one good reason.
    private static Cipher ready(Key key, GCMParameterSpec parameters)
            throws GeneralSecurityException {
        Cipher kept = borrow();
        try {
            kept.init(Cipher.ENCRYPT_MODE, key, parameters);
            return kept;
        } catch (InvalidAlgorithmParameterException sameNonce) {
            Cipher fresh = lookUp();
            fresh.init(Cipher.ENCRYPT_MODE, key, parameters);
            return fresh;
        }
    }

    private static Cipher borrow() {
        Cipher kept = FREE.getAndSet(slot(), null);
        return kept != null ? kept : lookUp();
    }

    private static Cipher lookUp() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw missing(impossible);
        }
    }

    private static void giveBack(Cipher cipher) {
        FREE.set(slot(), cipher);
    }

    private static int slot() {
        return (int) (Thread.currentThread().threadId() & KEPT - 1);
    }

    private static IllegalStateException missing(GeneralSecurityException impossible) {
        return new IllegalStateException("AES-256-GCM is missing from this Java", impossible);
    }
}
