package org.earshot.house;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;
import org.earshot.crypto.Aad;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;
import org.earshot.ivr.FlowState;
import org.earshot.telephony.CallId;

/// Seals what a flow remembers of one call (variables may hold keyed digits) under the call's own
/// key, for columns of the table `call`. For the threads of that call.
public final class SealedCall {

    private static final String RETENTION_CLASS = "CALL";
    private static final String TABLE = "call";
    private static final String STATE = "sealed_state";
    private static final String OUTCOME = "sealed_outcome";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CallId call;
    private final DataKey key;

    private SealedCall(CallId call, DataKey key) {
        this.call = call;
        this.key = key;
    }

    /// With a fresh key.
    ///
    /// @param kept as long as the call's recording
    /// @throws org.earshot.crypto.KeysUnavailable when the directory of the keys cannot be used
    public static SealedCall fresh(KeyService keys, CallId call, Instant began, Period kept) {
        var destroyOn = began.atOffset(ZoneOffset.UTC).toLocalDate().plus(kept);
        return new SealedCall(call, keys.newDataKey(RETENTION_CLASS, destroyOn));
    }

    /// With the key it was sealed under.
    ///
    /// @throws org.earshot.crypto.KeyDestroyed when its day has come
    public static SealedCall of(KeyService keys, CallId call, byte[] wrappedKey) {
        return new SealedCall(call, keys.unwrap(wrappedKey));
    }

    public byte[] wrappedKey() {
        return key.wrapped();
    }

    public byte[] seal(FlowState state, CallMemory memory) {
        return seal(STATE, StateForm.of(state, memory));
    }

    /// @throws org.earshot.crypto.TamperedException when it was altered or belongs elsewhere
    public StateForm openState(byte[] sealed) {
        return open(STATE, sealed, new TypeReference<StateForm>() {});
    }

    public byte[] sealOutcome(Map<String, String> values) {
        return seal(OUTCOME, values);
    }

    public Map<String, String> openOutcome(byte[] sealed) {
        return open(OUTCOME, sealed, new TypeReference<Map<String, String>>() {});
    }

    private byte[] seal(String column, Object value) {
        try {
            return key.seal(place(column), JSON.writeValueAsBytes(value));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // records of strings can always be written
        }
    }

    private <T> T open(String column, byte[] sealed, TypeReference<T> type) {
        try {
            return JSON.readValue(key.open(place(column), sealed), type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(column + " is no JSON of ours", unreadable);
        }
    }

    private Aad place(String column) {
        return new Aad(TABLE, column, call.toString());
    }
}
