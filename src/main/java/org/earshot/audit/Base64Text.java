package org.earshot.audit;

import java.util.Base64;

/// Base64 of which each value has one spelling ([RFC 4648
/// §3.5](https://www.rfc-editor.org/rfc/rfc4648#section-3.5)): else a changed character could mean
/// the same bytes.
final class Base64Text {

    private Base64Text() {}

    static byte[] decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (encode(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new NotALog("a line is no base64 of " + text.length() + " characters");
    }

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
