package org.earshot.shield;

import java.time.LocalDate;
import org.earshot.crypto.AesSiv;
import org.earshot.crypto.Secret;

/// The identity key of one UTC day.
///
/// @param serial counts the epochs of this keystore, so that a day whose key was destroyed at once
///   can have another; its lowest byte is in every token
/// @param destroyOn at the first instant of this day (UTC) the key is destroyed
record Epoch(int serial, LocalDate day, LocalDate destroyOn, Secret secret, Sealers sealers) {

    Epoch(int serial, LocalDate day, LocalDate destroyOn, Secret secret) {
        this(serial, day, destroyOn, secret, new Sealers(secret));
    }

    Epoch destroyedOn(LocalDate earlier) {
        return new Epoch(serial, day, earlier, secret, sealers);
    }

    byte id() {
        return (byte) serial;
    }

    AesSiv.Domain sealer() {
        return sealers.get();
    }

    /// What may be published about the key: it names the key and gives nothing of it away.
    byte[] commitment() {
        return secret.derive("epoch commitment v1", 32);
    }

    /// Keyed ciphers belong to one thread.
    static final class Sealers extends ThreadLocal<AesSiv.Domain> {

        private final Secret secret;

        Sealers(Secret secret) {
            this.secret = secret;
        }

        @Override
        protected AesSiv.Domain initialValue() {
            return secret.siv("caller token v1").domain("E.164 inward");
        }
    }
}
