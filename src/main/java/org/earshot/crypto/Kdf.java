package org.earshot.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/// HKDF-Expand with SHA-512 ([RFC 5869 §2.3](https://www.rfc-editor.org/rfc/rfc5869#section-2.3)).
///
/// Bouncy Castle's, because the JDK's refuses a key of 32 bytes with SHA-512 ("prk must be at least
/// 64 bytes"), which the C2SP format prescribes.
final class Kdf {

    private Kdf() {}

    static byte[] expand(byte[] key, byte[] info, int length) {
        var generator = new HKDFBytesGenerator(new SHA512Digest());
        generator.init(HKDFParameters.skipExtractParameters(key, info));
        var out = new byte[length];
        generator.generateBytes(out, 0, length);
        return out;
    }

    /// A key of its own for each use, so that no two algorithms share one.
    static byte[] subkey(byte[] key, String use) {
        return expand(key, info(use), 32);
    }

    static byte[] info(String use) {
        return ("earshot " + use).getBytes(StandardCharsets.US_ASCII);
    }
}
