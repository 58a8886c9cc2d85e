package org.earshot.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-SIV ([RFC 5297](https://www.rfc-editor.org/rfc/rfc5297)): deterministic authenticated
/// encryption. The same text under the same key and associated data gives the same sealed bytes, 16
/// more than the text; nothing else is given away, and nothing altered opens.
///
/// An instance holds its keyed ciphers and belongs to one thread. What never changes among the
/// associated data is worked out once, in a [Domain].
public final class AesSiv {

    /// What sealing adds.
    public static final int OVERHEAD = Cmac.BLOCK;

    /// AES-256 twice: once for the MAC, once for the counter mode.
    public static final int KEY_BYTES = 64;

    private static final int BLOCK = Cmac.BLOCK;

    private final Cmac cmac;
    private final Cipher ctr;
    private final SecretKey ctrKey;
    private final byte[] zero;

    /// @param key 64 bytes; 32 and 48 (AES-128 and AES-192) are allowed by the RFC too
    public AesSiv(byte[] key) {
        if (key.length != 32 && key.length != 48 && key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "AES-SIV takes a key of 32, 48 or 64 bytes, got " + key.length);
        }
        int half = key.length / 2;
        cmac = new Cmac(Arrays.copyOf(key, half));
        zero = cmac.of(new byte[BLOCK]);
        ctrKey = new SecretKeySpec(Arrays.copyOfRange(key, half, key.length), "AES");
        try {
            ctr = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-CTR is missing from this Java", impossible);
        }
    }

    /// The sealed bytes: the synthetic vector, then the ciphertext (§2.6).
    public byte[] seal(byte[] plain, byte[]... associated) {
        return domain(associated).seal(plain);
    }

    /// The text, or empty when anything was altered (§2.7).
    public Optional<byte[]> open(byte[] sealed, byte[]... associated) {
        return domain(associated).open(sealed);
    }

    /// One use of this key, by name: what was sealed in one domain opens in no other.
    public Domain domain(String name) {
        return domain(name.getBytes(StandardCharsets.UTF_8));
    }

    public Domain domain(byte[]... associated) {
        return new Domain(absorb(zero.clone(), associated));
    }

    /// Associated data that stays the same. Of the same thread as its key.
    public final class Domain {

        private final byte[] state;

        private Domain(byte[] state) {
            this.state = state;
        }

        /// @param more associated data of this text alone, after the domain's
        public byte[] seal(byte[] plain, byte[]... more) {
            var sealed = new byte[OVERHEAD + plain.length];
            byte[] vector = vector(absorb(state.clone(), more), plain, 0, plain.length);
            System.arraycopy(vector, 0, sealed, 0, OVERHEAD);
            crypt(vector, plain, 0, sealed, OVERHEAD, plain.length);
            return sealed;
        }

        /// The text, or empty when text, associated data or key are not those of the sealing.
        public Optional<byte[]> open(byte[] sealed, byte[]... more) {
            int length = sealed.length - OVERHEAD;
            if (length < 0) {
                return Optional.empty();
            }
            byte[] vector = Arrays.copyOf(sealed, OVERHEAD);
            var plain = new byte[length];
            crypt(vector.clone(), sealed, OVERHEAD, plain, 0, length);
            byte[] expected = vector(absorb(state.clone(), more), plain, 0, length);
            return MessageDigest.isEqual(expected, vector) ? Optional.of(plain) : Optional.empty();
        }
    }

    /// S2V without its last step (§2.4).
    private byte[] absorb(byte[] state, byte[]... associated) {
        for (byte[] component : associated) {
            Cmac.dbl(state);
            Cmac.xor(cmac.of(component), state, 0);
        }
        return state;
    }

    /// The last step of S2V; spoils `state`.
    private byte[] vector(byte[] state, byte[] plain, int offset, int length) {
        int size = Math.max(length, BLOCK);
        byte[] input = cmac.input(size);
        System.arraycopy(plain, offset, input, 0, length);
        if (length < BLOCK) {
            input[length] = (byte) 0x80;
            Arrays.fill(input, length + 1, BLOCK, (byte) 0);
            Cmac.dbl(state);
        }
        Cmac.xor(state, input, size - BLOCK);
        cmac.finish(size, state);
        return state;
    }

    /// Counter mode from the vector with two bits cleared (§2.5). Spoils `vector`.
    private void crypt(byte[] vector, byte[] in, int from, byte[] out, int to, int length) {
        vector[8] &= 0x7F;
        vector[12] &= 0x7F;
        try {
            ctr.init(Cipher.ENCRYPT_MODE, ctrKey, new IvParameterSpec(vector));
            ctr.doFinal(in, from, length, out, to);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-CTR failed on a text of any length", impossible);
        }
    }
}
