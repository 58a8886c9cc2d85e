package org.earshot.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// 32 random bytes from which a key of its own is derived for each use, so that no two algorithms
/// and no two purposes share one.
public final class Secret {

    public static final int BYTES = 32;

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Secret random() {
        return new Secret(Bytes.random(BYTES));
    }

    /// @param bytes as [#bytes] gave them
    public static Secret of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a secret has 32 bytes, got " + bytes.length);
        }
        return new Secret(bytes.clone());
    }

    /// To be sealed, never to be shown.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// A sealer for the thread that asks.
    public AesSiv siv(String use) {
        return new AesSiv(derive("siv " + use, AesSiv.KEY_BYTES));
    }

    /// A keyed HMAC-SHA-256 for the thread that asks; good for any number of messages.
    public Mac mac(String use) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(derive("mac " + use, BYTES), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this Java", impossible);
        }
    }

    public byte[] derive(String use, int length) {
        return Kdf.expand(bytes, Kdf.info(use), length);
    }

    @Override
    public String toString() {
        return "Secret(?)";
    }
}
