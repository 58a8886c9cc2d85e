package org.earshot.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.earshot.audit.Act;
import org.earshot.audit.Actor;
import org.earshot.audit.Deed;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeyService;

/// Leaves of the log of acts about cases. Their details die with the case, the leaves do not.
final class CaseActs {

    /// Where nobody of the staff does it.
    static final Actor CORE = new Actor.Component("core");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyService keys;
    private final InstantSource clock;

    CaseActs(KeyService keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /// @param what behind `case.`
    Act of(String what, Actor who, UUID caseId, byte[] wrappedKey, Map<String, String> details) {
        return of(what, who, caseId, key(wrappedKey), details);
    }

    /// A case outlives its key, and so do looks at what is left of it: why nobody can read then.
    private DataKey key(byte[] wrapped) {
        try {
            return keys.unwrap(wrapped);
        } catch (KeyDestroyed gone) {
            var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            return keys.newDataKey("CASE", today.plusYears(1));
        }
    }

    Act of(String what, Actor who, UUID caseId, DataKey key, Map<String, String> details) {
        var deed = new Deed("case." + what, who, "case", caseId.toString());
        return Act.of(deed, bytes(details), key, clock);
    }

    Act codeIssued(UUID caseId, byte[] wrappedKey) {
        return of("code", CORE, caseId, wrappedKey, Map.of());
    }

    /// The same about the recording of a case.
    Act recording(String what, Actor who, UUID recording, byte[] wrapped, Map<String, String> why) {
        var deed = new Deed("recording." + what, who, "recording", recording.toString());
        return Act.of(deed, bytes(why), key(wrapped), clock);
    }

    private static byte[] bytes(Map<String, String> details) {
        try {
            return JSON.writeValueAsBytes(new TreeMap<>(details));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("strings can always be written", impossible);
        }
    }
}
