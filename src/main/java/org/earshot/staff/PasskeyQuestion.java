package org.earshot.staff;

import java.util.List;
import java.util.UUID;

/// What a browser hands to an authenticator.
///
/// @param host what the passkey is bound to
/// @param person for whom a new one is
/// @param credentials those that may answer; for a new one, those that are there
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PasskeyQuestion(
        byte[] challenge, String host, UUID person, List<byte[]> credentials) {

    public PasskeyQuestion {
        credentials = List.copyOf(credentials);
    }

    @Override
    public String toString() {
        return "PasskeyQuestion";
    }
}
