package org.earshot.site;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Passwords of one Asterisk instance, made when it is first started. All three users are named
/// `earshot`.
///
/// @param ari of the core, to command calls
/// @param ami of the core, to ask for health
/// @param media of Asterisk, when it brings the core the sound of a leg
public record AsteriskSecrets(String ari, String ami, String media) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public static AsteriskSecrets generate() {
        return new AsteriskSecrets(secret(), secret(), secret());
    }

    /// 128 bits as hexadecimal digits: needs no quoting in any file.
    static String secret() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Never the secrets.
    @Override
    public String toString() {
        return "AsteriskSecrets[...]";
    }
}
