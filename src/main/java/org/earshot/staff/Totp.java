package org.earshot.staff;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes that change every half minute ([RFC 6238](https://www.rfc-editor.org/rfc/rfc6238)): six
/// digits, HMAC-SHA-1, which is what the apps in people's pockets can do.
final class Totp {

    static final int SECRET_BYTES = 20;

    private static final int PERIOD_SECONDS = 30;

    /// "at most one time step is allowed as the network delay" (section 5.2); and one ahead, for
    /// clocks that are fast.
    private static final int DRIFT = 1;

    private Totp() {}

    static String code(byte[] secret, long step) {
        byte[] mac = hmac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = mac[mac.length - 1] & 0xf; // RFC 4226, section 5.3
        int number = ByteBuffer.wrap(mac).getInt(offset) & 0x7fffffff;
        return "%06d".formatted(number % 1_000_000);
    }

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), PERIOD_SECONDS);
    }

    /// The step whose code it is.
    ///
    /// @param after no code of this step or an earlier one counts
    static OptionalLong match(byte[] secret, String code, Instant now, long after) {
        long found = -1;
        for (long step = step(now) - DRIFT; step <= step(now) + DRIFT; step++) {
            boolean same =
                    MessageDigest.isEqual(
                            code(secret, step).getBytes(StandardCharsets.US_ASCII),
                            code.getBytes(StandardCharsets.UTF_8));
            if (same && step > after) {
                found = step;
            }
        }
        return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    /// What an authenticator app reads from a picture.
    static String link(String signInName, byte[] secret) {
        return "otpauth://totp/Earshot:%s?secret=%s&issuer=Earshot"
                .formatted(
                        URLEncoder.encode(signInName, StandardCharsets.UTF_8),
                        SecretText.base32(secret));
    }

    private static byte[] hmac(byte[] secret, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-1 is missing from this Java", impossible);
        }
    }
}
