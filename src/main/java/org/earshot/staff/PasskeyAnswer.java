package org.earshot.staff;

/// What a browser answers to a challenge, as the authenticator signed it.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PasskeyAnswer(
        byte[] credential, byte[] authenticatorData, byte[] clientData, byte[] signature) {

    @Override
    public String toString() {
        return "PasskeyAnswer";
    }
}
