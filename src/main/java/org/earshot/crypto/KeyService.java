package org.earshot.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Keys in files. Several processes may use one directory, and several threads one service.
///
/// ```
/// root.key                           random, for the owner alone; back it up, apart from all else
///  ├─ pepper.wrapped                 under the root key: for the HMAC of codes
///  └─ RECORDING-2026-11-29.wrapped   under the root key: a bucket per class and day of destruction
///       └─ data keys                 under a bucket key; stored beside what they seal
/// ```
///
/// Bucket keys are neither in the database nor in its backups, so destroying one makes every copy
/// of its data unreadable. A `.destroyed` file remembers it: no key comes back under an old name.
/// Memory of a running process and copies a person exported are outside of this.
public final class KeyService {

    private static final String ROOT = "root.key";
    private static final String PEPPER = "pepper";
    private static final String WRAPPED = ".wrapped";
    private static final String DESTROYED = ".destroyed";

    private final KeyFiles files;
    private final byte[] root;
    private final byte[] pepper;
    private final Map<Bucket, byte[]> buckets = new ConcurrentHashMap<>();

    private KeyService(KeyFiles files, byte[] root) {
        this.files = files;
        this.root = root;
        this.pepper = loadOrCreate(PEPPER);
    }

    /// Opens the directory; on first use makes it and a root key.
    ///
    /// @throws KeysUnavailable when it cannot be read or written, or when others may read it
    public static KeyService open(Path directory) {
        var files = KeyFiles.open(directory);
        byte[] root = files.read(ROOT).orElseGet(() -> createRoot(files));
        if (root.length != AesGcm.KEY_BYTES) {
            throw new KeysUnavailable(
                    "The root key in "
                            + files
                            + " has "
                            + root.length
                            + " bytes instead of 32; put back the copy you kept");
        }
        return new KeyService(files, root);
    }

    /// A fresh key for one part of one case.
    ///
    /// @param retentionClass capitals, for instance `RECORDING`
    /// @param destroyOn the day on which the part must be gone
    /// @throws KeyDestroyed when that bucket was destroyed already
    public DataKey newDataKey(String retentionClass, LocalDate destroyOn) {
        var bucket = new Bucket(retentionClass, destroyOn);
        byte[] key = Bytes.random(AesGcm.KEY_BYTES);
        byte[] sealed = AesGcm.seal(bucketKey(bucket, true), wrapAad(bucket), key);
        byte[] wrapped =
                new Bytes.Writer()
                        .raw(Suite.INTL_256.id())
                        .block(bucket.toString().getBytes(StandardCharsets.US_ASCII))
                        .raw(sealed)
                        .toByteArray();
        return new DataKey(bucket, key, wrapped);
    }

    /// @throws KeyDestroyed when its day has come
    /// @throws TamperedException when it was altered, or wrapped under another root key
    public DataKey unwrap(byte[] wrapped) {
        var in = ByteBuffer.wrap(wrapped);
        if (wrapped.length < 3) {
            throw new TamperedException("Wrapped key ends too early");
        }
        Suite.of(in.get());
        var bucket = Bucket.parse(new String(Bytes.block(in), StandardCharsets.US_ASCII));
        var sealed = new byte[in.remaining()];
        in.get(sealed);
        byte[] key = AesGcm.open(bucketKey(bucket, false), wrapAad(bucket), sealed);
        return new DataKey(bucket, key, wrapped.clone());
    }

    /// HMAC-SHA-256 under the pepper, a key nobody finds in the database.
    ///
    /// @param purpose keeps the uses apart, for instance `query-code`
    public byte[] hmac(String purpose, byte[] data) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Kdf.subkey(pepper, "hmac v1 " + purpose), "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this Java", impossible);
        }
    }

    /// Buckets that still have a key, the earliest names first.
    public List<Bucket> buckets() {
        return files.names(WRAPPED).stream()
                .filter(name -> !name.equals(PEPPER))
                .map(Bucket::parse)
                .toList();
    }

    /// Destroys the bucket's key. Killed in between, it is finished by the next use of the bucket.
    public void destroy(Bucket bucket) {
        files.createOrRead(bucket + DESTROYED, new byte[0]);
        forget(bucket);
    }

    private byte[] bucketKey(Bucket bucket, boolean create) {
        if (files.exists(bucket + DESTROYED)) {
            forget(bucket);
            throw new KeyDestroyed(bucket);
        }
        byte[] known = buckets.get(bucket);
        if (known != null) {
            return known;
        }
        if (!create && !files.exists(bucket + WRAPPED)) {
            throw new KeysUnavailable(
                    "The key "
                            + bucket
                            + " is missing from "
                            + files
                            + "; put the key directory back from the copy you kept");
        }
        byte[] key = loadOrCreate(bucket.toString());
        buckets.put(bucket, key);
        return key;
    }

    private void forget(Bucket bucket) {
        buckets.remove(bucket);
        files.shred(bucket + WRAPPED);
    }

    private byte[] loadOrCreate(String name) {
        byte[] aad = Aad.lengthPrefixed(List.of("earshot key v1", Suite.INTL_256.name(), name));
        byte[] sealed =
                files.read(name + WRAPPED)
                        .orElseGet(() -> files.createOrRead(name + WRAPPED, wrapNew(aad)));
        try {
            return AesGcm.open(root, aad, sealed);
        } catch (TamperedException altered) {
            throw new KeysUnavailable(
                    "The key "
                            + name
                            + " in "
                            + files
                            + " does not open under the root key there; put both back from one copy",
                    altered);
        }
    }

    private byte[] wrapNew(byte[] aad) {
        return AesGcm.seal(root, aad, Bytes.random(AesGcm.KEY_BYTES));
    }

    private static byte[] createRoot(KeyFiles files) {
        if (!files.names(WRAPPED).isEmpty()) {
            throw new KeysUnavailable(
                    "The root key is missing from "
                            + files
                            + ", where other keys need it; put back the copy you kept");
        }
        return files.createOrRead(ROOT, Bytes.random(AesGcm.KEY_BYTES));
    }

    private static byte[] wrapAad(Bucket bucket) {
        return Aad.lengthPrefixed(
                List.of("earshot data key v1", Suite.INTL_256.name(), bucket.toString()));
    }
}
