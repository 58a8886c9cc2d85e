package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import org.earshot.crypto.Secret;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;
import org.jspecify.annotations.Nullable;

/// Numbers into tokens and back, from the keys and the vault's memory.
public final class ShieldIdentities implements Identities {

    private static final int ANONYMOUS_BYTES = 20;

    private final EpochKeystore keystore;
    private final Recognition recognition;
    private final CallerTokens tokens;
    private final ThreadLocal<Mac> calls;
    private final ThreadLocal<NameKey> names = ThreadLocal.withInitial(NameKey::new);

    /// The key of today's pseudonyms: deriving it takes longer than using it.
    private static final class NameKey {

        private int epoch = -1;
        private @Nullable Mac mac;

        Mac of(Epoch now) {
            Mac known = mac;
            if (known == null || epoch != now.serial()) {
                known = now.secret().mac(Pseudonym.USE);
                epoch = now.serial();
                mac = known;
            }
            return known;
        }
    }

    public ShieldIdentities(EpochKeystore keystore, Recognition recognition) {
        this.keystore = keystore;
        this.recognition = recognition;
        tokens = new CallerTokens(keystore::ring);
        Secret dialog = keystore.dialog();
        calls = ThreadLocal.withInitial(() -> dialog.mac("anonymous caller v1"));
    }

    @Override
    public CallerToken inward(PhoneNumber number) {
        return recognition
                .enrolled(number)
                .orElseGet(() -> CallerTokens.seal(keystore.current(), number));
    }

    /// Under the dialog key: retransmissions after midnight show the same caller.
    @Override
    public CallerToken anonymous(String call) {
        byte[] mac = calls.get().doFinal(call.getBytes(StandardCharsets.UTF_8));
        return new CallerToken("a" + Base32.encode(Arrays.copyOf(mac, ANONYMOUS_BYTES)));
    }

    @Override
    public Optional<PhoneNumber> outward(CallerToken token) {
        return switch (token.value().charAt(0)) {
            case 't' -> tokens.open(token);
            case 'e' -> recognition.open(token);
            default -> Optional.empty();
        };
    }

    @Override
    public Pseudonym pseudonym(CallerToken token) {
        return Pseudonym.of(names.get().of(keystore.current()), token);
    }
}
