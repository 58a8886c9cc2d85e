package org.earshot.leaks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/// A number hashed without a key: all numbers of a country are tried in seconds, so its hash is the
/// number.
final class DigestSpellings {

    /// Octets of a digest that are looked for: more cost memory and prove nothing.
    private static final int ENOUGH = 12;

    private static final Map<Encoding, String> ALGORITHMS =
            Map.of(
                    Encoding.MD5, "MD5",
                    Encoding.SHA_1, "SHA-1",
                    Encoding.SHA_256, "SHA-256");

    private DigestSpellings() {}

    static void of(SoughtNumber number, Spellings.Sink sink) {
        for (String form : number.hashed()) {
            ALGORITHMS.forEach((encoding, algorithm) -> {
                byte[] digest = Arrays.copyOf(digest(algorithm, form), ENOUGH);
                sink.add(encoding, digest);
                text(encoding, HexFormat.of().formatHex(digest), sink);
                text(encoding, HexFormat.of().withUpperCase().formatHex(digest), sink);
                text(encoding, Base64.getEncoder().encodeToString(digest), sink);
                text(encoding, Base64.getUrlEncoder().encodeToString(digest), sink);
            });
        }
    }

    static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm)
                    .digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has " + algorithm, impossible);
        }
    }

    private static void text(Encoding encoding, String digest, Spellings.Sink sink) {
        sink.add(encoding, digest.getBytes(StandardCharsets.US_ASCII));
    }
}
