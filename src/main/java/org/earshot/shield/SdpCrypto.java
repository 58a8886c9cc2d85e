package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.earshot.sip.Chars;

/// Keys and fingerprints of encrypted sound: long, so the places where most could hide; only their
/// exact forms pass.
final class SdpCrypto {

    private static final String[] SUITES = {
        "aes_cm_128_hmac_sha1_80",
        "aes_cm_128_hmac_sha1_32",
        "aes_256_cm_hmac_sha1_80",
        "aes_256_cm_hmac_sha1_32",
        "aead_aes_128_gcm",
        "aead_aes_256_gcm",
        "f8_128_hmac_sha1_80"
    };

    private SdpCrypto() {}

    /// `1 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^20|1:32` ([RFC 4568, section
    /// 9.1](https://www.rfc-editor.org/rfc/rfc4568#section-9.1)); what follows the key does not
    /// matter to us, so it must be short.
    static boolean isCrypto(byte[] b, int from, int to) {
        int first = Chars.indexOf(b, from, to, ' ');
        int second = first < 0 ? -1 : Chars.indexOf(b, first + 1, to, ' ');
        if (second < 0 || Chars.number(b, from, first, 2) < 0 || !isSuite(b, first + 1, second)) {
            return false;
        }
        int key = second + 8;
        if (key >= to || !Chars.equal(b, second + 1, key, "inline:")) {
            return false;
        }
        int bar = Chars.indexOf(b, key, to, '|');
        int end = bar < 0 ? to : bar;
        return isKey(b, key, end) && isTail(b, end, to);
    }

    private static boolean isSuite(byte[] b, int from, int to) {
        for (String suite : SUITES) {
            if (Chars.equal(b, from, to, suite)) {
                return true;
            }
        }
        return false;
    }

    /// The base64 of 28 to 46 bytes in which no number stands, written or encoded.
    private static boolean isKey(byte[] b, int from, int to) {
        if (to - from < 36 || to - from > 64 || !SdpAttributes.isShort(b, from, to)) {
            return false;
        }
        try {
            var text = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
            byte[] key = Base64.getDecoder().decode(text);
            return SdpAttributes.isShort(key, 0, key.length);
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }

    private static boolean isTail(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Chars.isDigit(b[i]) && b[i] != '|' && b[i] != '^' && b[i] != ':') {
                return false;
            }
        }
        return to - from <= 16 && SdpAttributes.isShort(b, from, to);
    }

    /// `sha-256 4A:AD:…`: pairs of digits; the pairs are a hash, not of anybody's choice.
    static boolean isFingerprint(byte[] b, int from, int to) {
        int space = Chars.indexOf(b, from, to, ' ');
        if (space < 0 || !Chars.isToken(b, from, space) || space - from > 8) {
            return false;
        }
        int pairs = (to - space) / 3;
        if ((to - space) % 3 != 0 || pairs < 20 || pairs > 64) {
            return false;
        }
        for (int i = space + 1; i < to; i++) {
            boolean colon = (i - space) % 3 == 0;
            if (colon ? b[i] != ':' : Character.digit(b[i], 16) < 0) {
                return false;
            }
        }
        return isNoText(b, space + 1, to);
    }

    private static boolean isNoText(byte[] b, int from, int to) {
        var bytes = new byte[(to - from + 1) / 3];
        for (int i = 0; i < bytes.length; i++) {
            int at = from + 3 * i;
            bytes[i] = (byte) (Character.digit(b[at], 16) << 4 | Character.digit(b[at + 1], 16));
        }
        return SdpAttributes.isShort(bytes, 0, bytes.length);
    }
}
