package org.earshot.crypto;

import javax.crypto.spec.SecretKeySpec;

/// The key of one part of one case: a recording, a transcript, a report. Stored beside what it
/// seals, [wrapped][#wrapped()] under a bucket key, and worthless once that is destroyed.
///
/// Two keys are derived from it, one for fields and one for files, so that no algorithm shares a
/// key with another.
public final class DataKey {

    private static final byte[] HEAD = {Suite.INTL_256.id()};

    private final Bucket bucket;
    private final byte[] wrapped;
    private final SecretKeySpec fieldKey;
    private final byte[] fieldAad;
    private final ChunkedEncryption files;

    DataKey(Bucket bucket, byte[] key, byte[] wrapped) {
        this(bucket, key, wrapped, bucket);
    }

    /// @param origin the bucket it was made in, to which what it seals is bound
    /// @param bucket the one it is in now
    DataKey(Bucket origin, byte[] key, byte[] wrapped, Bucket bucket) {
        this.bucket = bucket;
        this.fieldAad = Aad.prefix(Suite.INTL_256, origin.toString());
        this.wrapped = wrapped;
        this.fieldKey = new SecretKeySpec(Kdf.subkey(key, "field v1"), "AES");
        this.files = new ChunkedEncryption(Kdf.subkey(key, "file v1"));
    }

    /// As it may be stored; [KeyService#unwrap(byte[])] opens it.
    public byte[] wrapped() {
        return wrapped.clone();
    }

    /// Which destruction makes everything under this key unreadable.
    public Bucket bucket() {
        return bucket;
    }

    /// Seals one value for its place.
    public byte[] seal(Aad place, byte[] plain) {
        return AesGcm.seal(HEAD, fieldKey, place.after(fieldAad), plain);
    }

    /// @throws TamperedException when it was altered, or sealed for another place or key
    public byte[] open(Aad place, byte[] sealed) {
        if (sealed.length == 0) {
            throw new TamperedException("Sealed data is empty");
        }
        // One suite so far; a second one brings a key and an AAD of its own.
        var _ = Suite.of(sealed[0]);
        return AesGcm.open(HEAD.length, fieldKey, place.after(fieldAad), sealed);
    }

    /// For larger things.
    public ChunkedEncryption files() {
        return files;
    }

    /// Never the key.
    @Override
    public String toString() {
        return "data key under " + bucket;
    }
}
