package org.earshot.staff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/// Random secrets as text: for browsers, and for people who type them.
final class SecretText {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretText() {}

    static byte[] random(int bytes) {
        var secret = new byte[bytes];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /// 256 bits, for a cookie.
    static String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(32));
    }

    /// Enough for what nobody can guess.
    static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
        }
    }

    /// In groups of four, to be typed: five bits a character.
    static String code(int characters) {
        String text = base32(random((characters * 5 + 7) / 8)).substring(0, characters);
        return text.replaceAll("(.{4})(?=.)", "$1-");
    }

    /// As it was meant: without groups, in capitals.
    static String typed(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    /// [RFC 4648, section 6](https://www.rfc-editor.org/rfc/rfc4648#section-6), without padding.
    static String base32(byte[] bytes) {
        var text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte next : bytes) {
            buffer = buffer << 8 | next & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt(buffer >> bits & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        return bits == 0
                ? text.toString()
                : text.append(BASE32.charAt(buffer << 5 - bits & 31)).toString();
    }
}
