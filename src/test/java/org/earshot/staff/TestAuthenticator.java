package org.earshot.staff;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/// An authenticator with one ES256 key and no attestation, and the browser around it ([Web
/// Authentication, section 6](https://www.w3.org/TR/webauthn-2/#sctn-authenticator-model)).
public final class TestAuthenticator {

    private static final int USER_PRESENT = 0x01;
    private static final int WITH_CREDENTIAL = 0x40;

    private final KeyPair key = newKey();
    private final byte[] credential = SecretText.random(32);
    private final String origin;
    private final String host;
    private int count;

    public TestAuthenticator(String origin, String host) {
        this.origin = origin;
        this.host = host;
    }

    void countsBackTo(int earlier) {
        count = earlier;
    }

    public byte[] clientData(String type, byte[] challenge) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(
                        type,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(challenge),
                        origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// CBOR by hand: {"fmt": "none", "attStmt": {}, "authData": …}
    public byte[] attestation() {
        var attested = new ByteArrayOutputStream();
        attested.writeBytes(new byte[16]);
        attested.writeBytes(new byte[] {0, (byte) credential.length});
        attested.writeBytes(credential);
        attested.writeBytes(coseKey());
        byte[] data = authenticatorData(USER_PRESENT | WITH_CREDENTIAL, attested.toByteArray());
        var out = new ByteArrayOutputStream();
        out.write(0xa3);
        text(out, "fmt");
        text(out, "none");
        text(out, "attStmt");
        out.write(0xa0);
        text(out, "authData");
        out.write(0x58);
        out.write(data.length);
        out.writeBytes(data);
        return out.toByteArray();
    }

    public PasskeyAnswer answer(byte[] challenge) {
        return answer(challenge, clientData("webauthn.get", challenge), USER_PRESENT);
    }

    PasskeyAnswer answer(byte[] challenge, byte[] clientData, int flags) {
        count++;
        byte[] data = authenticatorData(flags, new byte[0]);
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(data);
            signature.update(MessageDigest.getInstance("SHA-256").digest(clientData));
            return new PasskeyAnswer(credential, data, clientData, signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] authenticatorData(int flags, byte[] attested) {
        return ByteBuffer.allocate(37 + attested.length)
                .put(SecretText.sha256(host))
                .put((byte) flags)
                .putInt(count)
                .put(attested)
                .array();
    }

    /// {1: 2, 3: -7, -1: 1, -2: x, -3: y}: EC2, ES256, P-256 (RFC 9053, section 7.1.1).
    private byte[] coseKey() {
        var point = ((ECPublicKey) key.getPublic()).getW();
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32});
        out.writeBytes(coordinate(point.getAffineX().toByteArray()));
        out.writeBytes(new byte[] {0x22, 0x58, 32});
        out.writeBytes(coordinate(point.getAffineY().toByteArray()));
        return out.toByteArray();
    }

    private static byte[] coordinate(byte[] number) {
        var fixed = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.write(0x60 + text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static KeyPair newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
