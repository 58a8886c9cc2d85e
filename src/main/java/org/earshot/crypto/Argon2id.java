package org.earshot.crypto;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id ([RFC 9106](https://www.rfc-editor.org/rfc/rfc9106)): makes each guess of a code or
/// password cost memory and time.
public final class Argon2id {

    private Argon2id() {}

    /// What one guess costs.
    public record Cost(int memoryKib, int passes, int lanes) {

        /// For codes checked while somebody waits: about 30-60 ms and 19 MiB on one core.
        public static final Cost ONLINE = new Cost(19 * 1024, 2, 1);

        /// For staff passwords: about 0.2-0.4 s and 64 MiB on one core.
        public static final Cost STAFF = new Cost(64 * 1024, 3, 1);

        public Cost {
            if (lanes < 1 || passes < 1 || memoryKib < 8 * lanes) {
                throw new IllegalArgumentException(
                        "Argon2id needs a lane, a pass and 8 KiB a lane (RFC 9106 §3.1), got "
                                + lanes
                                + ", "
                                + passes
                                + ", "
                                + memoryKib
                                + " KiB");
            }
        }
    }

    /// The caller limits how many run at once: each holds its memory.
    ///
    /// @param salt at least 8 bytes, 16 recommended
    public static byte[] hash(byte[] secret, byte[] salt, Cost cost, int length) {
        return hash(parameters(salt, cost).build(), secret, length);
    }

    static Argon2Parameters.Builder parameters(byte[] salt, Cost cost) {
        if (salt.length < 8) {
            throw new IllegalArgumentException("Argon2id needs a salt of 8 bytes or more");
        }
        return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt);
    }

    static byte[] hash(Argon2Parameters parameters, byte[] secret, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        var out = new byte[length];
        generator.generateBytes(secret, out);
        return out;
    }
}
