package org.earshot.crypto;

import java.util.Arrays;
import java.util.List;

/// The key of one entry. Seals its values for their place, and prints as its name only.
public final class EntryKey {

    private final String name;
    private final byte[] key;

    EntryKey(String name, byte[] key) {
        this.name = name;
        this.key = key;
    }

    /// A fresh key, and itself sealed under `outer` for storing beside what it seals.
    ///
    /// @param name of the entry
    public static Wrapped fresh(String name, Secret outer) {
        byte[] key = Bytes.random(AesGcm.KEY_BYTES);
        return new Wrapped(
                new EntryKey(name, key), AesGcm.seal(wrapping(outer), wrapAad(name), key));
    }

    /// @throws TamperedException when it was altered, or wrapped under another key or for another
    ///   entry
    public static EntryKey unwrap(String name, Secret outer, byte[] wrapped) {
        return new EntryKey(name, AesGcm.open(wrapping(outer), wrapAad(name), wrapped));
    }

    /// @param bytes as it may be stored
    @SuppressWarnings("ArrayRecordComponent") // handed to the store and forgotten
    public record Wrapped(EntryKey key, byte[] bytes) {

        @Override
        public String toString() {
            return key.toString();
        }
    }

    public byte[] seal(Aad place, byte[] plain) {
        var suite = Suite.INTL_256;
        byte[] sealed = AesGcm.seal(key, place.bytes(suite, name), plain);
        return new Bytes.Writer().raw(suite.id()).raw(sealed).toByteArray();
    }

    /// @throws TamperedException when it was altered, or sealed for another place or key
    public byte[] open(Aad place, byte[] sealed) {
        if (sealed.length == 0) {
            throw new TamperedException("Sealed data is empty");
        }
        byte[] aad = place.bytes(Suite.of(sealed[0]), name);
        return AesGcm.open(key, aad, Arrays.copyOfRange(sealed, 1, sealed.length));
    }

    /// Never the key.
    @Override
    public String toString() {
        return "key of entry " + name;
    }

    private static byte[] wrapping(Secret outer) {
        return outer.derive("entry keys v1", AesGcm.KEY_BYTES);
    }

    private static byte[] wrapAad(String name) {
        return Aad.lengthPrefixed(List.of("earshot entry key v1", Suite.INTL_256.name(), name));
    }
}
