package org.earshot.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A passphrase, stretched by Argon2id ([RFC 9106](https://www.rfc-editor.org/rfc/rfc9106)).
/// Parameters: salt 16, KiB 4, passes 4, lanes 4.
///
/// The salt stays for as long as this object lives, so that only its first use costs a guess.
final class RootPassphrase implements RootKey {

    static final byte KIND = 2;
    static final String NEEDED = "a passphrase";

    private static final int SALT_BYTES = 16;
    private static final int PARAMETER_BYTES = SALT_BYTES + 3 * Integer.BYTES;

    /// About half a second and 128 MiB for each guess.
    private static final Argon2id.Cost COST = new Argon2id.Cost(128 * 1024, 4, 1);

    private final String text;
    private final Path sealed;
    private volatile @Nullable Stretched last;

    RootPassphrase(String text, Path sealed) {
        this.text = text;
        this.sealed = sealed;
    }

    @Override
    public byte kind() {
        return KIND;
    }

    @Override
    public int parameterBytes() {
        return PARAMETER_BYTES;
    }

    @Override
    public byte[] newParameters(boolean first) {
        var known = last;
        return known != null
                ? known.parameters.clone()
                : ByteBuffer.allocate(PARAMETER_BYTES)
                        .put(Bytes.random(SALT_BYTES))
                        .putInt(COST.memoryKib())
                        .putInt(COST.passes())
                        .putInt(COST.lanes())
                        .array();
    }

    @Override
    public byte[] key(byte[] parameters) {
        var known = last;
        if (known == null || !Arrays.equals(known.parameters, parameters)) {
            known = new Stretched(parameters.clone(), stretch(parameters));
            last = known;
        }
        return known.key.clone();
    }

    @Override
    public String needed() {
        return NEEDED;
    }

    @Override
    public String wrong() {
        last = null; // its salt may be that of an altered file
        return "with this passphrase; give the right one,"
                + " or put back a copy of the keystore if it was altered";
    }

    private byte[] stretch(byte[] parameters) {
        byte[] salt = Arrays.copyOf(parameters, SALT_BYTES);
        var cost = ByteBuffer.wrap(parameters, SALT_BYTES, 3 * Integer.BYTES);
        int memoryKib = cost.getInt();
        int passes = cost.getInt();
        int lanes = cost.getInt();
        // Limits, because an altered file must not cost all memory before it is found out.
        if (memoryKib < 8 || memoryKib > 4 << 20 || passes < 1 || passes > 64 || lanes != 1) {
            throw new KeysUnavailable(sealed + " was altered; put back a copy of it");
        }
        return Argon2id.hash(
                text.getBytes(StandardCharsets.UTF_8),
                salt,
                new Argon2id.Cost(memoryKib, passes, lanes),
                AesGcm.KEY_BYTES);
    }

    /// The key of one salt.
    private static final class Stretched {

        private final byte[] parameters;
        private final byte[] key;

        Stretched(byte[] parameters, byte[] key) {
            this.parameters = parameters;
            this.key = key;
        }
    }
}
