package org.earshot.staff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import org.earshot.crypto.Argon2id;
import org.earshot.crypto.KeyService;

/// Passwords of staff: Argon2id ([RFC 9106](https://www.rfc-editor.org/rfc/rfc9106)), and over it
/// an HMAC under the pepper, which lies with the keys.
final class Passwords {

    static final int LEAST = 12;
    private static final int MOST = 200;
    private static final int LEAST_DIFFERENT = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// As stored.
    @SuppressWarnings("ArrayRecordComponent") // compared in constant time, never by equals
    record Hashed(byte[] salt, byte[] hash, Argon2id.Cost cost) {}

    private final KeyService keys;
    private final Argon2id.Cost cost;
    private final Hashed nobodys;

    Passwords(KeyService keys, Argon2id.Cost cost) {
        this.keys = keys;
        this.cost = cost;
        this.nobodys = new Hashed(random(16), random(32), cost);
    }

    Hashed hash(String password) {
        byte[] salt = random(16);
        return new Hashed(salt, hash(password, salt, cost), cost);
    }

    boolean matches(Hashed stored, String password) {
        return MessageDigest.isEqual(stored.hash(), hash(password, stored.salt(), stored.cost()));
    }

    /// For names nobody has: costs what any other costs, and never matches.
    Hashed nobodys() {
        return nobodys;
    }

    /// Length counts, kinds of characters do not ([NIST SP 800-63B, section
    /// 3.1.1.2](https://pages.nist.gov/800-63-4/sp800-63b.html)).
    ///
    /// @throws StaffRefused when it is easily guessed
    static void require(String password, String signInName) {
        String small = normal(password).toLowerCase(Locale.ROOT);
        int length = small.codePointCount(0, small.length());
        if (length < LEAST || length > MOST) {
            throw StaffRefused.notAllowed(
                    "a password has %d to %d characters; several words are easy to keep in mind"
                            .formatted(LEAST, MOST));
        }
        if (small.codePoints().distinct().count() < LEAST_DIFFERENT
                || small.contains(signInName)
                || small.contains("password")
                || small.contains("earshot")) {
            throw StaffRefused.notAllowed(
                    "this password is among the first to be guessed; choose one without your name,"
                            + " the program's name or much repetition");
        }
    }

    private byte[] hash(String password, byte[] salt, Argon2id.Cost at) {
        byte[] secret = normal(password).getBytes(StandardCharsets.UTF_8);
        return keys.hmac("staff-password", Argon2id.hash(secret, salt, at, 32));
    }

    /// Keyboards write the same letter in several ways ([RFC 8265, section
    /// 4.2](https://www.rfc-editor.org/rfc/rfc8265#section-4.2)).
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
