package org.earshot.masking;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Who is asked about masks in mode X. Keys: `masking.owner.*`.
///
/// @param url where the question is posted to
/// @param secret with which it is signed; the owner has it too
/// @param timeout for the whole answer: a caller waits so long
/// @param fallback who is reached while the owner is silent; empty: nobody
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OwnerSettings(URI url, byte[] secret, Duration timeout, Optional<Party> fallback) {

    /// A caller hears silence meanwhile, and the network gives up in the end.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    public OwnerSettings {
        String scheme = String.valueOf(url.getScheme());
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException(
                    "masking.owner.url must begin with https:// or http://, got " + url);
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "masking.owner.timeout-seconds must be 1 to 30, got " + timeout.toSeconds());
        }
        if (secret.length < 16) {
            throw new IllegalArgumentException(
                    "masking.owner.secret must have at least 16 bytes, has " + secret.length);
        }
    }

    @Override
    public String toString() {
        return "OwnerSettings[" + url + "]";
    }
}
