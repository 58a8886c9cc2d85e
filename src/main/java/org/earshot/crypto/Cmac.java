package org.earshot.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-CMAC ([RFC 4493](https://www.rfc-editor.org/rfc/rfc4493)) by one run of the JDK's AES-CBC:
/// the last block of that is the MAC. Keyed once, used by one thread.
final class Cmac {

    static final int BLOCK = 16;

    private final Cipher cbc;
    private final byte[] wholeBlockKey;
    private final byte[] paddedBlockKey;
    private byte[] input = new byte[BLOCK];
    private byte[] output = new byte[BLOCK];

    Cmac(byte[] key) {
        try {
            cbc = Cipher.getInstance("AES/CBC/NoPadding");
            // doFinal goes back to this first vector, so no call needs another init.
            cbc.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new IvParameterSpec(new byte[BLOCK]));
            wholeBlockKey = cbc.doFinal(new byte[BLOCK]);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-CBC is missing from this Java", impossible);
        }
        dbl(wholeBlockKey);
        paddedBlockKey = wholeBlockKey.clone();
        dbl(paddedBlockKey);
    }

    /// The MAC of `message`.
    byte[] of(byte[] message) {
        var mac = new byte[BLOCK];
        System.arraycopy(message, 0, input(message.length), 0, message.length);
        finish(message.length, mac);
        return mac;
    }

    /// Room for a message of `length` bytes; fill it, then [#finish].
    byte[] input(int length) {
        int size = Math.max(BLOCK, (length + BLOCK - 1) / BLOCK * BLOCK);
        if (input.length < size) {
            input = new byte[size];
            output = new byte[size];
        }
        return input;
    }

    /// Takes the MAC of the first `length` bytes of [#input] and spoils them.
    void finish(int length, byte[] mac) {
        int size = Math.max(BLOCK, (length + BLOCK - 1) / BLOCK * BLOCK);
        boolean whole = length == size;
        if (!whole) {
            input[length] = (byte) 0x80;
            Arrays.fill(input, length + 1, size, (byte) 0);
        }
        xor(whole ? wholeBlockKey : paddedBlockKey, input, size - BLOCK);
        try {
            cbc.doFinal(input, 0, size, output, 0);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-CBC failed on whole blocks", impossible);
        }
        System.arraycopy(output, size - BLOCK, mac, 0, BLOCK);
    }

    /// Multiplies by x in GF(2^128), in place.
    static void dbl(byte[] block) {
        int carry = block[0] < 0 ? 0x87 : 0;
        for (int i = 0; i < BLOCK - 1; i++) {
            block[i] = (byte) (block[i] << 1 | (block[i + 1] & 0x80) >>> 7);
        }
        block[BLOCK - 1] = (byte) (block[BLOCK - 1] << 1 ^ carry);
    }

    static void xor(byte[] block, byte[] into, int offset) {
        for (int i = 0; i < BLOCK; i++) {
            into[offset + i] ^= block[i];
        }
    }
}
