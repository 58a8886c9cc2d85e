package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;

/// Epoch tokens: the number itself, sealed with AES-SIV (RFC 5297) under the key of its day.
///
/// ```
/// t  base32( epoch 1 byte | synthetic vector 16 | number 16 )      1 + 53 = 54 characters
/// ```
///
/// The same caller has the same token all day and another one tomorrow; nobody without the key can
/// make one, and once the key is destroyed nobody can read one.
final class CallerTokens {

    static final int LENGTH = 54;

    private static final int NUMBER_BYTES = 16;
    private static final int TOKEN_BYTES = 1 + 16 + NUMBER_BYTES;

    /// Of country code 999, which is not assigned.
    private static final PhoneNumber NOBODY = new PhoneNumber("+999000000000000");

    private final Supplier<KeyRing> ring;

    CallerTokens(Supplier<KeyRing> ring) {
        this.ring = ring;
    }

    static CallerToken seal(Epoch epoch, PhoneNumber number) {
        byte[] digits = number.e164().getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = epoch.sealer().seal(Arrays.copyOf(digits, NUMBER_BYTES));
        var token = new byte[TOKEN_BYTES];
        token[0] = epoch.id();
        System.arraycopy(sealed, 0, token, 1, sealed.length);
        return new CallerToken("t" + Base32.encode(token));
    }

    /// See [Tombstone#probe].
    static CallerToken probe(Epoch epoch) {
        return seal(epoch, NOBODY);
    }

    boolean refuses(Tombstone tombstone) {
        return open(new CallerToken(tombstone.probe())).isEmpty();
    }

    /// Empty when the token was forged or altered, or its key is destroyed.
    Optional<PhoneNumber> open(CallerToken token) {
        return epochOf(token).map(Opened::number);
    }

    Optional<Opened> epochOf(CallerToken token) {
        String text = token.value();
        if (text.length() != LENGTH || text.charAt(0) != 't') {
            return Optional.empty();
        }
        return Base32.decode(text.substring(1)).flatMap(this::opened);
    }

    private Optional<Opened> opened(byte[] token) {
        byte[] sealed = Arrays.copyOfRange(token, 1, token.length);
        for (Epoch epoch : ring.get().withId(token[0])) {
            Optional<byte[]> digits = epoch.sealer().open(sealed);
            if (digits.isPresent()) {
                return Optional.of(new Opened(numberIn(digits.get()), epoch));
            }
        }
        return Optional.empty();
    }

    private static PhoneNumber numberIn(byte[] digits) {
        return new PhoneNumber(new String(digits, StandardCharsets.US_ASCII).replace("\0", ""));
    }

    record Opened(PhoneNumber number, Epoch epoch) {}
}
