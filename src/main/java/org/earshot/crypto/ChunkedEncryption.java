package org.earshot.crypto;

import static org.earshot.crypto.AesGcm.NONCE_BYTES;
import static org.earshot.crypto.AesGcm.TAG_BYTES;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// C2SP chunked encryption, instance Cobblestone-256 (HKDF-Expand with SHA-512, AES-256-GCM), as
/// specified in [c2sp.org/chunked-encryption](https://c2sp.org/chunked-encryption):
///
/// ```
/// salt (24) | commitment (32) | chunk 0 + tag (16) | chunk 1 + tag | ... | last chunk + tag
/// ```
///
/// Chunks have 16 KiB, the last one is shorter and may be empty, which marks the end. The
/// commitment ties a message to one key and context; it is checked before any chunk is opened.
public final class ChunkedEncryption {

    /// Bytes a message of less than 16 KiB grows by when sealed.
    public static final int SHORT_OVERHEAD = 24 + 32 + TAG_BYTES;

    private static final int SALT_BYTES = 24;
    private static final int COMMITMENT_BYTES = 32;
    private static final int HEADER_BYTES = SALT_BYTES + COMMITMENT_BYTES;
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;
    private static final byte[] NO_AAD = {};
    private static final byte[] INFO =
            "c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] inputKey;

    /// @param inputKey 32 uniformly random bytes
    public ChunkedEncryption(byte[] inputKey) {
        if (inputKey.length != AesGcm.KEY_BYTES) {
            throw new IllegalArgumentException(
                    "Cobblestone-256 takes a key of 32 bytes, got " + inputKey.length);
        }
        this.inputKey = inputKey.clone();
    }

    /// @param context what the message is; it must be the same when opening
    public byte[] seal(byte[] context, byte[] message) {
        return seal(Bytes.random(SALT_BYTES), context, message);
    }

    /// With a given salt, for the specification's vectors. A salt must never be used twice.
    byte[] seal(byte[] salt, byte[] context, byte[] message) {
        var keys = derive(salt, context);
        var sealed = new byte[sealedLength(message.length)];
        System.arraycopy(salt, 0, sealed, 0, SALT_BYTES);
        System.arraycopy(keys.commitment, 0, sealed, SALT_BYTES, COMMITMENT_BYTES);
        int to = HEADER_BYTES;
        for (int number = 0; number <= message.length / CHUNK_BYTES; number++) {
            int from = number * CHUNK_BYTES;
            int length = Math.min(CHUNK_BYTES, message.length - from);
            byte[] chunk =
                    AesGcm.encrypt(keys.key, keys.nonce(number), NO_AAD, message, from, length);
            System.arraycopy(chunk, 0, sealed, to, chunk.length);
            to += chunk.length;
        }
        return sealed;
    }

    /// @throws TamperedException when one bit differs, the end is missing, or key or context are
    ///   others; nothing is released then
    public byte[] open(byte[] context, byte[] sealed) {
        var keys = committed(context, sealed);
        int chunks = sealed.length - HEADER_BYTES;
        int lastChunk = chunks % SEALED_CHUNK_BYTES;
        if (lastChunk < TAG_BYTES) {
            throw new TamperedException("Sealed message is cut off");
        }
        int full = chunks / SEALED_CHUNK_BYTES;
        var message = new byte[full * CHUNK_BYTES + lastChunk - TAG_BYTES];
        for (int number = 0; number <= full; number++) {
            int from = HEADER_BYTES + number * SEALED_CHUNK_BYTES;
            int length = number < full ? SEALED_CHUNK_BYTES : lastChunk;
            byte[] chunk =
                    AesGcm.decrypt(keys.key, keys.nonce(number), NO_AAD, sealed, from, length);
            System.arraycopy(chunk, 0, message, number * CHUNK_BYTES, chunk.length);
        }
        return message;
    }

    /// Bytes of a sealed message. The whole of it must fit an array: larger things are sealed in
    /// pieces by their owner.
    public static int sealedLength(int messageLength) {
        return Math.toIntExact(
                HEADER_BYTES
                        + (long) messageLength
                        + (long) TAG_BYTES * (messageLength / CHUNK_BYTES + 1));
    }

    private MessageKeys committed(byte[] context, byte[] sealed) {
        if (sealed.length < HEADER_BYTES) {
            throw new TamperedException("Sealed message is cut off");
        }
        var keys = derive(Arrays.copyOf(sealed, SALT_BYTES), context);
        byte[] commitment = Arrays.copyOfRange(sealed, SALT_BYTES, HEADER_BYTES);
        if (!MessageDigest.isEqual(commitment, keys.commitment)) {
            throw new TamperedException("Sealed message is not for this key and place");
        }
        return keys;
    }

    private MessageKeys derive(byte[] salt, byte[] context) {
        byte[] info = new Bytes.Writer().raw(INFO).raw(salt).raw(context).toByteArray();
        byte[] all = Kdf.expand(inputKey, info, AesGcm.KEY_BYTES + NONCE_BYTES + COMMITMENT_BYTES);
        return new MessageKeys(
                Arrays.copyOf(all, 32),
                Arrays.copyOfRange(all, 32, 44),
                Arrays.copyOfRange(all, 44, 76));
    }

    private static final class MessageKeys {
        private final byte[] key;
        private final byte[] baseNonce;
        private final byte[] commitment;

        private MessageKeys(byte[] key, byte[] baseNonce, byte[] commitment) {
            this.key = key;
            this.baseNonce = baseNonce;
            this.commitment = commitment;
        }

        /// "The XOR of the base nonce and the chunk number as a big-endian integer." An array holds
        /// fewer than 2^17 chunks, so four bytes of counter are enough.
        byte[] nonce(int number) {
            byte[] nonce = baseNonce.clone();
            for (int i = 0; i < 4; i++) {
                nonce[NONCE_BYTES - 1 - i] ^= (byte) (number >> (8 * i));
            }
            return nonce;
        }
    }
}
