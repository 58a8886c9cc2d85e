package org.earshot.shield;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.earshot.telephony.PhoneNumber;
import org.earshot.telephony.StirVerdict;

/// Verifies the Identity headers of a call ([RFC 8224
/// §6.2](https://www.rfc-editor.org/rfc/rfc8224#section-6.2)). Keeps nothing between calls and
/// touches no disk and no network.
public final class StirVerifier {

    /// "local policy … a freshness of sixty seconds" (RFC 8224 §6.2.1, step 4: the `iat` of a
    /// PASSporT).
    private static final Duration FRESH = Duration.ofSeconds(60);

    private static final int P256_BITS = 256;

    private final Numbers numbers;
    private final StirCertificates certificates;
    private final InstantSource clock;

    public StirVerifier(Numbers numbers, StirCertificates certificates, InstantSource clock) {
        this.numbers = numbers;
        this.certificates = certificates;
        this.clock = clock;
    }

    /// @param identities the values of the call's Identity headers, in order
    /// @param caller the number the call claims to come from
    /// @param dialled the user part that was dialled
    /// @return the first verdict over a statement of a kind that is known here
    public StirVerdict verify(List<String> identities, PhoneNumber caller, String dialled) {
        var verdict = StirVerdict.ABSENT;
        for (String header : identities) {
            verdict = verify(header, caller, dialled);
            if (verdict != StirVerdict.UNSUPPORTED) {
                return verdict;
            }
        }
        return verdict;
    }

    private StirVerdict verify(String header, PhoneNumber caller, String dialled) {
        if (Passport.isCompact(header)) {
            return StirVerdict.UNSUPPORTED;
        }
        Optional<Passport> parsed = Passport.parse(header);
        if (parsed.isEmpty()) {
            return StirVerdict.MALFORMED;
        }
        var passport = parsed.get();
        boolean shaken = passport.extension().equals("shaken");
        if (!passport.algorithm().equals("ES256") || !(shaken || passport.extension().isEmpty())) {
            return StirVerdict.UNSUPPORTED;
        }
        Optional<List<X509Certificate>> chain = certificates.chainOf(passport.certificate());
        if (chain.isEmpty()) {
            return StirVerdict.NO_CERTIFICATE;
        }
        Instant now = clock.instant();
        if (!certificates.isTrusted(chain.get(), now)) {
            return StirVerdict.UNTRUSTED;
        }
        if (!isSignedBy(chain.get().getFirst(), passport)) {
            return StirVerdict.FORGED;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(passport.issuedAt()), now).abs();
        if (age.compareTo(FRESH) > 0) {
            return StirVerdict.STALE;
        }
        return isOfThisCall(passport, caller, dialled)
                ? level(passport, shaken)
                : StirVerdict.MISMATCHED;
    }

    private static StirVerdict level(Passport passport, boolean shaken) {
        if (!shaken) {
            return StirVerdict.PASSED;
        }
        return switch (passport.attestation()) {
            case "A" -> StirVerdict.PASSED_FULL;
            case "B" -> StirVerdict.PASSED_PARTIAL;
            case "C" -> StirVerdict.PASSED_GATEWAY;
            default -> StirVerdict.MALFORMED;
        };
    }

    /// Numbers are compared as digits, "with no leading plus" (RFC 8224 §8.3).
    private boolean isOfThisCall(Passport passport, PhoneNumber caller, String dialled) {
        String called = numbers.parse(dialled).map(StirVerifier::digits).orElse(dialled);
        return passport.caller().equals(digits(caller)) && passport.called().contains(called);
    }

    private static String digits(PhoneNumber number) {
        return number.e164().substring(1);
    }

    private static boolean isSignedBy(X509Certificate certificate, Passport passport) {
        if (!(certificate.getPublicKey() instanceof ECPublicKey key)
                || key.getParams().getOrder().bitLength() != P256_BITS) {
            return false;
        }
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(key);
            signature.update(passport.signedBytes());
            return signature.verify(passport.signature());
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
