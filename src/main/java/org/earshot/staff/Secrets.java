package org.earshot.staff;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.earshot.crypto.Aad;
import org.earshot.crypto.KeyService;
import org.earshot.staff.CredentialRepository.TotpSecret;

/// Secrets of second factors, sealed, and codes that work once, hashed under the pepper.
final class Secrets {

    static final int RECOVERY_CODES = 10;

    private final KeyService keys;
    private final InstantSource clock;

    Secrets(KeyService keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    TotpSecret seal(UUID person, byte[] secret) {
        var key = StaffActs.fresh(keys, clock);
        return new TotpSecret(key.wrapped(), key.seal(place(person), secret), 0);
    }

    /// The time step whose code it is, if it was not used before.
    OptionalLong match(UUID person, TotpSecret stored, String code, Instant now) {
        byte[] secret = keys.unwrap(stored.wrappedKey()).open(place(person), stored.sealed());
        return Totp.match(secret, SecretText.typed(code), now, stored.lastStep());
    }

    private static Aad place(UUID person) {
        return new Aad("staff_totp", "sealed_secret", person.toString());
    }

    /// 60 bits each, and tried through a throttle.
    List<String> recoveryCodes() {
        return Stream.generate(() -> SecretText.code(12)).limit(RECOVERY_CODES).toList();
    }

    byte[] recovery(UUID person, String code) {
        return hmac("staff-recovery", person + " " + SecretText.typed(code));
    }

    List<byte[]> recovery(UUID person, List<String> codes) {
        return codes.stream().map(code -> recovery(person, code)).toList();
    }

    byte[] invitation(String code) {
        return hmac("staff-invitation", SecretText.typed(code));
    }

    private byte[] hmac(String purpose, String text) {
        return keys.hmac(purpose, text.getBytes(StandardCharsets.UTF_8));
    }
}
