package org.earshot.crypto;

import static org.earshot.crypto.KeyCopies.DESTROYED;
import static org.earshot.crypto.KeyCopies.WRAPPED;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Keys in files. Several processes may use one directory, and several threads one service.
///
/// ```
/// root.sealed                        the root key, under a key file, a passphrase or a PKCS#11 token
///  ├─ pepper.wrapped                 under the root key: for the HMAC of codes; others by name
///  └─ RECORDING-2026-11-29.wrapped   under the root key: a bucket per class and day of destruction
///       └─ data keys                 under a bucket key; stored beside what they seal
/// ```
///
/// Bucket keys are neither in the database nor in its backups, so destroying one makes every copy
/// of its data unreadable. A `.destroyed` file remembers it: no key comes back under an old name.
/// Memory of a running process and copies a person exported are outside of this. The root key stays
/// in memory, so a token or a passphrase that goes away stops the next start and no call. See
/// decision 0025.
public final class KeyService {

    private static final String PEPPER = "pepper";

    private final KeyCopies copies;
    private final RootStore roots;
    private final @Nullable Escrow escrow;
    private final Map<Bucket, byte[]> buckets = new ConcurrentHashMap<>();
    private volatile RootRing ring;
    private volatile byte[] pepper;

    private KeyService(KeyPlaces places) {
        copies = KeyCopies.open(places);
        roots = new RootStore(places, copies);
        escrow = places.escrow().map(Escrow::open).orElse(null);
        ring =
                roots.exclusively(() -> {
                    copies.heal((_, _) -> false);
                    return new RootChange(roots, copies).finished(roots.openOrCreate());
                });
        pepper = loadOrCreate(PEPPER);
    }

    /// Opens the directory, with its key file; on first use makes both.
    ///
    /// @throws KeysUnavailable when it cannot be read or written, or when others may read it
    public static KeyService open(Path directory) {
        return open(KeyPlaces.in(directory));
    }

    /// @throws KeysUnavailable with one sentence for the person who started this
    public static KeyService open(KeyPlaces places) {
        return new KeyService(places);
    }

    /// A fresh key for one part of one case.
    ///
    /// @param retentionClass capitals, for instance `RECORDING`
    /// @param destroyOn the day on which the part must be gone
    /// @throws KeyDestroyed when that bucket was destroyed already
    public DataKey newDataKey(String retentionClass, LocalDate destroyOn) {
        var bucket = new Bucket(retentionClass, destroyOn);
        byte[] key = Bytes.random(AesGcm.KEY_BYTES);
        return new DataKey(bucket, key, WrappedKey.wrap(bucket, bucketKey(bucket, true), key));
    }

    /// @throws KeyDestroyed when its day has come
    /// @throws TamperedException when it was altered, or wrapped under another root key
    public DataKey unwrap(byte[] wrapped) {
        var parsed = WrappedKey.parse(wrapped);
        var opened = parsed.open(bucketKey(parsed.bucket(), false));
        return new DataKey(opened.origin(), opened.key(), wrapped.clone(), parsed.bucket());
    }

    /// The same data key in a later bucket, for a case that must be kept: what it has sealed opens
    /// as before, and dies on the later day.
    ///
    /// @param approval of two people
    /// @throws IllegalArgumentException when `later` is not later
    /// @throws RuntimeException of the approval; nothing was done then
    public DataKey rewrap(byte[] wrapped, LocalDate later, Approval approval) {
        var parsed = WrappedKey.parse(wrapped);
        var bucket = new Bucket(parsed.bucket().retentionClass(), later);
        if (!later.isAfter(parsed.bucket().destroyOn())) {
            throw new IllegalArgumentException(
                    "a key of " + parsed.bucket() + " can be kept for later, not until " + later);
        }
        var opened = parsed.open(bucketKey(parsed.bucket(), false));
        approval.spend("key.hold", parsed.fingerprint() + ":" + later);
        byte[] kept = WrappedKey.wrap(bucket, bucketKey(bucket, true), opened);
        return new DataKey(opened.origin(), opened.key(), kept, bucket);
    }

    /// A lasting key by name, made on first use: to sign with, say.
    ///
    /// @param name small letters and dashes
    public Secret secret(String name) {
        if (!name.matches("[a-z][a-z-]{1,40}") || name.equals(PEPPER)) {
            throw new IllegalArgumentException(
                    "a key's name is 2 to 41 small letters and dashes, got " + name);
        }
        return Secret.of(loadOrCreate(name));
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
        return copies.names(WRAPPED).stream()
                .filter(Escrow::isBucket)
                .filter(name -> !copies.exists(name + DESTROYED))
                .map(Bucket::parse)
                .toList();
    }

    /// Destroys the bucket's key at once, without a word in the log. Killed in between, it is
    /// finished by the next use of the bucket. [Destruction] is the way of a key whose day has
    /// come.
    public void destroy(Bucket bucket) {
        bury(bucket);
        forget(bucket);
    }

    /// What is buried was destroyed, or is being.
    void bury(Bucket bucket) {
        copies.createOrRead(bucket + DESTROYED, new byte[0]);
    }

    /// Both copies and the share.
    void forget(Bucket bucket) {
        buckets.remove(bucket);
        copies.shred(bucket + WRAPPED);
        if (escrow != null && escrow.has(bucket.toString())) {
            escrow.shred(bucket.toString());
        }
    }

    /// Writes on the grave that all is done.
    void close(Bucket bucket, Instant at) {
        copies.replace(
                bucket + DESTROYED, ("destroyed " + at + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// Buried, and not closed yet: something stopped in between.
    List<Bucket> halfDestroyed() {
        return copies.names(DESTROYED).stream()
                .filter(name -> copies.read(name + DESTROYED).orElseThrow().length == 0)
                .map(Bucket::parse)
                .toList();
    }

    <T> T exclusively(Supplier<T> work) {
        return roots.exclusively(work);
    }

    KeyCopies copies() {
        return copies;
    }

    /// Compares the copies, puts right what can be, and opens every key.
    public KeyHealth check() {
        return roots.exclusively(() -> {
            renew();
            List<String> healed = copies.heal(this::opens);
            var broken = new ArrayList<>(copies.differences());
            for (String name : copies.names(WRAPPED)) {
                byte[] content = copies.read(name + WRAPPED).orElseThrow();
                if (!opens(name + WRAPPED, content)) {
                    broken.add(name + WRAPPED);
                } else if (escrow != null && !escrow.has(name)) {
                    escrow.share(name, ring.unwrap(name, content));
                }
            }
            return new KeyHealth(buckets(), healed, broken, copies.trouble(), ring.isChanging());
        });
    }

    /// A new root key; every key of the directory is wrapped anew, and nothing else has to be.
    /// Killed at any step, the next start goes on.
    ///
    /// @throws KeysUnavailable when a disk is full, say: everything still opens then
    public void rotate() {
        ring = roots.exclusively(() -> new RootChange(roots, copies).change(roots.read()));
    }

    /// From now on only `next` opens the root key. Processes that run go on with what they hold.
    public void reseal(Unsealing next) {
        roots.exclusively(() -> {
            roots.reseal(next);
            return next;
        });
    }

    /// Empty, or why there is one copy of the keys only.
    public String trouble() {
        return copies.trouble();
    }

    private boolean opens(String file, byte[] content) {
        if (!file.endsWith(WRAPPED)) {
            return !file.endsWith(DESTROYED) || content.length > 0;
        }
        try {
            var _ = ring.unwrap(file.substring(0, file.length() - WRAPPED.length()), content);
            return true;
        } catch (TamperedException _) {
            return false;
        }
    }

    private byte[] bucketKey(Bucket bucket, boolean create) {
        if (copies.exists(bucket + DESTROYED)) {
            roots.exclusively(() -> {
                forget(bucket);
                return bucket;
            });
            throw new KeyDestroyed(bucket);
        }
        byte[] known = buckets.get(bucket);
        if (known != null) {
            return known;
        }
        if (!create && !copies.exists(bucket + WRAPPED)) {
            throw new KeysUnavailable(
                    "The key "
                            + bucket
                            + " is missing from "
                            + copies
                            + "; put the key directory back from the copy you kept");
        }
        byte[] key = loadOrCreate(bucket.toString());
        buckets.put(bucket, key);
        return key;
    }

    private byte[] loadOrCreate(String name) {
        Optional<byte[]> there = copies.read(name + WRAPPED).flatMap(at -> opened(name, at));
        return there.orElseGet(() ->
                roots.exclusively(() -> {
                    renew();
                    byte[] key = Bytes.random(AesGcm.KEY_BYTES);
                    byte[] stored = copies.createOrRead(name + WRAPPED, ring.wrap(name, key));
                    byte[] kept = opened(name, stored).orElseThrow(() -> shut(name));
                    if (escrow != null && !escrow.has(name)) {
                        escrow.share(name, kept);
                    }
                    return kept;
                }));
    }

    private Optional<byte[]> opened(String name, byte[] stored) {
        try {
            return Optional.of(ring.unwrap(name, stored));
        } catch (TamperedException _) {
            return Optional.empty(); // altered, or the root was changed by another process
        }
    }

    private KeysUnavailable shut(String name) {
        return new KeysUnavailable(
                "The key "
                        + name
                        + " in "
                        + copies
                        + " does not open under the root key there; put both back from one copy");
    }

    private void renew() {
        if (roots.isNewerThan(ring)) {
            ring = roots.read();
        }
    }
}
