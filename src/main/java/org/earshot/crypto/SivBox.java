package org.earshot.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// AES-SIV ([RFC 5297](https://www.rfc-editor.org/rfc/rfc5297)) and AES-CMAC over ranges of
/// buffers, for a network thread that does a dozen of both for each message: nothing is copied that
/// need not be, and the counter mode is AES of counted blocks, for the JDK's CTR wants a new `init`
/// with each vector. [AesSiv] gives the same bytes. One per thread.
public final class SivBox {

    /// What sealing adds.
    public static final int OVERHEAD = Cmac.BLOCK;

    /// 32 bytes each for MAC and counter mode of AES-SIV, 32 for the MACs.
    public static final int KEY_BYTES = 96;

    private static final int BLOCK = Cmac.BLOCK;

    private final Cmac sivMac;
    private final Cmac mac;
    private final Cipher ecb;
    private final byte[] zero = new byte[BLOCK];
    private final byte[] bound = new byte[BLOCK];
    private final byte[] vector = new byte[BLOCK];
    private byte[] counters = new byte[1024];
    private byte[] stream = new byte[1024];

    public SivBox(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "A SIV box takes a key of %d bytes, got %d".formatted(KEY_BYTES, key.length));
        }
        sivMac = new Cmac(Arrays.copyOf(key, 32));
        mac = new Cmac(Arrays.copyOfRange(key, 64, 96));
        System.arraycopy(sivMac.of(new byte[BLOCK]), 0, zero, 0, BLOCK);
        try {
            ecb = Cipher.getInstance("AES/ECB/NoPadding");
            ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 32, 32, "AES"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES is missing from this Java", impossible);
        }
    }

    /// A box under keys derived from one secret of at least 32 bytes.
    public static SivBox of(byte[] secret, String use) {
        return new SivBox(
                Kdf.expand(secret, ("earshot " + use).getBytes(StandardCharsets.US_ASCII), 96));
    }

    /// Sets what the next [#seal] or [#open] is bound to: a purpose, and some bytes of the context.
    public SivBox bind(int purpose, byte[] context, int from, int to) {
        input(sivMac, purpose, context, from, to);
        sivMac.finish(1 + to - from, vector);
        System.arraycopy(zero, 0, bound, 0, BLOCK);
        Cmac.dbl(bound);
        Cmac.xor(vector, bound, 0);
        return this;
    }

    /// @param out takes `to - from` + [#OVERHEAD] bytes at `at`
    /// @return how many bytes were written
    public int seal(byte[] in, int from, int to, byte[] out, int at) {
        int length = to - from;
        vectorOf(in, from, length);
        System.arraycopy(vector, 0, out, at, BLOCK);
        crypt(in, from, length, out, at + BLOCK);
        return BLOCK + length;
    }

    /// @return how many bytes of text were written, or -1 when anything was altered; `out` then
    ///   holds nothing that may be used
    public int open(byte[] in, int from, int to, byte[] out, int at) {
        int length = to - from - BLOCK;
        if (length < 0) {
            return -1;
        }
        System.arraycopy(in, from, vector, 0, BLOCK);
        crypt(in, from + BLOCK, length, out, at);
        vectorOf(out, at, length);
        int difference = 0;
        for (int i = 0; i < BLOCK; i++) {
            difference |= vector[i] ^ in[from + i];
        }
        return difference == 0 ? length : -1;
    }

    /// A keyed hash of 16 bytes.
    public void mac(int purpose, byte[] in, int from, int to, byte[] out) {
        input(mac, purpose, in, from, to);
        mac.finish(1 + to - from, out);
    }

    private static void input(Cmac mac, int purpose, byte[] in, int from, int to) {
        byte[] input = mac.input(1 + to - from);
        input[0] = (byte) purpose;
        System.arraycopy(in, from, input, 1, to - from);
    }

    /// The last step of S2V (section 2.4), into `vector`.
    private void vectorOf(byte[] plain, int from, int length) {
        int size = Math.max(length, BLOCK);
        byte[] input = sivMac.input(size);
        System.arraycopy(plain, from, input, 0, length);
        System.arraycopy(bound, 0, vector, 0, BLOCK);
        if (length < BLOCK) {
            input[length] = (byte) 0x80;
            Arrays.fill(input, length + 1, BLOCK, (byte) 0);
            Cmac.dbl(vector);
        }
        Cmac.xor(vector, input, size - BLOCK);
        sivMac.finish(size, vector);
    }

    /// Counter mode from `vector` with two bits cleared (section 2.5).
    private void crypt(byte[] in, int from, int length, byte[] out, int to) {
        int size = (length + BLOCK - 1) / BLOCK * BLOCK;
        if (counters.length < size) {
            counters = new byte[2 * size];
            stream = new byte[2 * size];
        }
        count(size);
        try {
            ecb.update(counters, 0, size, stream, 0);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES failed on whole blocks", impossible);
        }
        for (int i = 0; i < length; i++) {
            out[to + i] = (byte) (in[from + i] ^ stream[i]);
        }
    }

    /// With bit 31 cleared a message of this size never carries out of the last four bytes.
    private void count(int size) {
        int first =
                (vector[12] & 0x7F) << 24
                        | (vector[13] & 0xFF) << 16
                        | (vector[14] & 0xFF) << 8
                        | vector[15] & 0xFF;
        for (int at = 0, number = first; at < size; at += BLOCK, number++) {
            System.arraycopy(vector, 0, counters, at, 12);
            counters[at + 8] &= 0x7F;
            counters[at + 12] = (byte) (number >>> 24);
            counters[at + 13] = (byte) (number >>> 16);
            counters[at + 14] = (byte) (number >>> 8);
            counters[at + 15] = (byte) number;
        }
    }
}
