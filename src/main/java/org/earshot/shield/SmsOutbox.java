package org.earshot.shield;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.InstantSource;
import java.util.UUID;
import org.earshot.crypto.Aad;
import org.earshot.crypto.EntryKey;
import org.earshot.crypto.Secret;
import org.earshot.db.Database;
import org.earshot.telephony.CallerToken;

/// Text messages accepted for callers, kept sealed until the gateway (which comes later) sends
/// them.
public final class SmsOutbox {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final VaultRepository repository;
    private final Secret vaultKey;
    private final InstantSource clock;

    record Message(String token, String text) {

        @Override
        public String toString() {
            return "Message(?)";
        }
    }

    /// @param database the vault's
    public SmsOutbox(Database database, Secret vaultKey, InstantSource clock) {
        this.repository = new VaultRepository(database);
        this.vaultKey = vaultKey;
        this.clock = clock;
    }

    /// Safe in the database when this returns. Handed over twice with one id, a message is kept
    /// once.
    public void accept(UUID id, CallerToken to, String text) {
        var fresh = EntryKey.fresh(id.toString(), vaultKey);
        byte[] sealed = fresh.key().seal(place(id), json(new Message(to.value(), text)));
        repository.addMessage(id, fresh.bytes(), sealed, clock.instant());
    }

    private static byte[] json(Message message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a message cannot be written as JSON");
        }
    }

    private static Aad place(UUID id) {
        return new Aad("sms_out", "sealed_message", id.toString());
    }
}
