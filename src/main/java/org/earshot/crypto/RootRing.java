package org.earshot.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The root key, and while it is being changed the one before. Everything in the key directory is
/// wrapped under one of the two.
final class RootRing {

    private static final int ID_BYTES = 8;

    private final byte[] current;
    private final Optional<byte[]> previous;

    private RootRing(byte[] current, Optional<byte[]> previous) {
        this.current = current;
        this.previous = previous;
    }

    static RootRing fresh() {
        return new RootRing(Bytes.random(AesGcm.KEY_BYTES), Optional.empty());
    }

    /// A new root, with which nothing is wrapped yet.
    static RootRing after(byte[] root) {
        return new RootRing(Bytes.random(AesGcm.KEY_BYTES), Optional.of(root));
    }

    RootRing next() {
        if (isChanging()) {
            throw new IllegalStateException("one change of the root key after the other");
        }
        return after(current);
    }

    /// Once nothing is left under the one before.
    RootRing settled() {
        return new RootRing(current, Optional.empty());
    }

    boolean isChanging() {
        return previous.isPresent();
    }

    /// Tells one root from another and says nothing about it.
    String id() {
        byte[] all = Kdf.subkey(current, "root id v1");
        return HexFormat.of().formatHex(Arrays.copyOf(all, ID_BYTES));
    }

    byte[] wrap(String name, byte[] key) {
        return AesGcm.seal(current, aad(name), key);
    }

    /// @throws TamperedException when it is not wrapped under this root, or for another name
    byte[] unwrap(String name, byte[] wrapped) {
        try {
            return AesGcm.open(current, aad(name), wrapped);
        } catch (TamperedException altered) {
            return AesGcm.open(previous.orElseThrow(() -> altered), aad(name), wrapped);
        }
    }

    boolean isWrappedAnew(String name, byte[] wrapped) {
        try {
            var _ = AesGcm.open(current, aad(name), wrapped);
            return true;
        } catch (TamperedException _) {
            return false;
        }
    }

    byte[] toBytes() {
        var out = new Bytes.Writer().raw(current);
        previous.ifPresent(out::raw);
        return out.toByteArray();
    }

    /// @throws TamperedException when it is not what [#toBytes] gave
    static RootRing of(byte[] bytes) {
        int keys = bytes.length / AesGcm.KEY_BYTES;
        if (bytes.length % AesGcm.KEY_BYTES != 0 || keys < 1 || keys > 2) {
            throw new TamperedException("Not a root key");
        }
        return new RootRing(
                Arrays.copyOf(bytes, AesGcm.KEY_BYTES),
                keys == 1
                        ? Optional.empty()
                        : Optional.of(Arrays.copyOfRange(bytes, AesGcm.KEY_BYTES, bytes.length)));
    }

    private static byte[] aad(String name) {
        return Aad.lengthPrefixed(List.of("earshot key v1", Suite.INTL_256.name(), name));
    }

    @Override
    public String toString() {
        return "RootRing(?)";
    }
}
