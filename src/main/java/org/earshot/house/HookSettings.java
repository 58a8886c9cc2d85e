package org.earshot.house;

import java.net.URI;
import java.util.Set;

/// Another system that flows may ask. Keys: `calls.hooks.<name>.*`.
///
/// @param url where the question is posted to
/// @param secret with which it is signed; the other side has it too
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HookSettings(URI url, byte[] secret) {

    private static final int LEAST_SECRET = 16;

    /// Addresses of this machine, where nobody listens on the way.
    private static final Set<String> OWN = Set.of("127.0.0.1", "localhost", "[::1]");

    public HookSettings {
        String scheme = String.valueOf(url.getScheme());
        boolean own = OWN.contains(String.valueOf(url.getHost()));
        if (!scheme.equals("https") && !(scheme.equals("http") && own)) {
            throw new IllegalArgumentException(
                    "url must begin with https://, or with http:// on this machine, got " + url);
        }
        if (secret.length < LEAST_SECRET) {
            throw new IllegalArgumentException(
                    "secret must have at least 16 bytes, has " + secret.length);
        }
    }

    /// Never the secret.
    @Override
    public String toString() {
        return "HookSettings[" + url + "]";
    }
}
