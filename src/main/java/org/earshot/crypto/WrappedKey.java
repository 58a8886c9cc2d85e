package org.earshot.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// A data key as it is stored.
///
/// ```
/// suite 1 | length 2, bucket | nonce 12, sealed(key 32 [, first bucket]), tag 16
/// ```
///
/// What a data key seals is bound to the bucket it was made in, so a key that was moved to a later
/// one brings that name along.
record WrappedKey(Bucket bucket, byte[] sealed) {

    /// @param origin the bucket it was made in
    record Opened(Bucket origin, byte[] key) {}

    static byte[] wrap(Bucket bucket, byte[] bucketKey, byte[] key) {
        return write(bucket, AesGcm.seal(bucketKey, aad(bucket), key));
    }

    static byte[] wrap(Bucket bucket, byte[] bucketKey, Opened moved) {
        byte[] content =
                new Bytes.Writer()
                        .raw(moved.key)
                        .raw(moved.origin.toString().getBytes(StandardCharsets.US_ASCII))
                        .toByteArray();
        return write(bucket, AesGcm.seal(bucketKey, aad(bucket), content));
    }

    /// @throws TamperedException when it is no wrapped key
    static WrappedKey parse(byte[] wrapped) {
        var in = ByteBuffer.wrap(wrapped);
        if (wrapped.length < 3) {
            throw new TamperedException("Wrapped key ends too early");
        }
        Suite.of(in.get());
        var bucket = Bucket.parse(new String(Bytes.block(in), StandardCharsets.US_ASCII));
        var sealed = new byte[in.remaining()];
        in.get(sealed);
        return new WrappedKey(bucket, sealed);
    }

    Opened open(byte[] bucketKey) {
        byte[] content = AesGcm.open(bucketKey, aad(bucket), sealed);
        if (content.length < AesGcm.KEY_BYTES) {
            throw new TamperedException("Wrapped key ends too early");
        }
        if (content.length == AesGcm.KEY_BYTES) {
            return new Opened(bucket, content);
        }
        int rest = content.length - AesGcm.KEY_BYTES;
        var origin = new String(content, AesGcm.KEY_BYTES, rest, StandardCharsets.US_ASCII);
        return new Opened(Bucket.parse(origin), Arrays.copyOf(content, AesGcm.KEY_BYTES));
    }

    /// Names this very wrapping, for an approval.
    String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sealed);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
        }
    }

    private static byte[] write(Bucket bucket, byte[] sealed) {
        return new Bytes.Writer()
                .raw(Suite.INTL_256.id())
                .block(bucket.toString().getBytes(StandardCharsets.US_ASCII))
                .raw(sealed)
                .toByteArray();
    }

    private static byte[] aad(Bucket bucket) {
        return Aad.lengthPrefixed(
                List.of("earshot data key v1", Suite.INTL_256.name(), bucket.toString()));
    }
}
