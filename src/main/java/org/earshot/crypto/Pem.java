package org.earshot.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The text form of keys and certificates ([RFC 7468](https://www.rfc-editor.org/rfc/rfc7468)). The
/// JDK's own is a preview.
final class Pem {

    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static String write(String label, byte[] der) {
        return "-----BEGIN "
                + label
                + "-----\n"
                + LINES.encodeToString(der)
                + "\n-----END "
                + label
                + "-----\n";
    }

    /// @throws IllegalArgumentException when there is none of this label
    static byte[] read(String label, String text) {
        String begin = "-----BEGIN " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("the file holds no " + label + " in PEM");
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }
}
