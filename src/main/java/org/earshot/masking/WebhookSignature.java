package org.earshot.masking;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves to the receiver that an event is ours and fresh: `t=SECONDS,v1=HEX`, where HEX is
/// HMAC-SHA-256 over `SECONDS.BODY` ([RFC 2104](https://www.rfc-editor.org/rfc/rfc2104)). The
/// receiver refuses an old `t`, compares in constant time, and takes each event id once.
public final class WebhookSignature {

    public static final String HEADER = "Earshot-Signature";

    private WebhookSignature() {}

    public static String of(byte[] secret, Instant at, String body) {
        String signed = at.getEpochSecond() + "." + body;
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] proof = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(proof);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this Java", impossible);
        }
    }
}
