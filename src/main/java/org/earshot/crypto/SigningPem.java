package org.earshot.crypto;

import java.util.Arrays;
import java.util.HexFormat;

/// People's signing keys as files: the PEM that `openssl genpkey -algorithm ed25519` writes as well
/// ([RFC 8410 §7](https://www.rfc-editor.org/rfc/rfc8410#section-7)).
public final class SigningPem {

    private static final String LABEL = "PRIVATE KEY";

    /// What stands before the 32 bytes of an Ed25519 key in a PrivateKeyInfo.
    private static final byte[] PREFIX =
            HexFormat.of().parseHex("302e020100300506032b657004220420");

    private SigningPem() {}

    public static String write(Ed25519Keys keys) {
        return Pem.write(
                LABEL, new Bytes.Writer().raw(PREFIX).raw(keys.privateKey()).toByteArray());
    }

    /// @throws IllegalArgumentException when `pem` holds no private key of this kind
    public static Ed25519Keys read(String pem) {
        byte[] der = Pem.read(LABEL, pem);
        if (der.length != PREFIX.length + Ed25519Keys.KEY_BYTES
                || !Arrays.equals(PREFIX, Arrays.copyOf(der, PREFIX.length))) {
            throw new IllegalArgumentException("the file holds no Ed25519 private key in PEM");
        }
        return Ed25519Keys.of(Arrays.copyOfRange(der, PREFIX.length, der.length));
    }
}
