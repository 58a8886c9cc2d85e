package org.earshot.staff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.audit.Act;
import org.earshot.audit.Actor;
import org.earshot.audit.Deed;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;

/// Leaves of the log about people and units. Ids only: a name is neither in a leaf nor in its
/// sealed details.
final class StaffActs {

    /// Longer than any limitation period of what staff may have done.
    private static final int YEARS = 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ActKeyRepository stored;
    private final KeyService keys;
    private final InstantSource clock;
    private final Map<Integer, DataKey> known = new ConcurrentHashMap<>();

    StaffActs(ActKeyRepository stored, KeyService keys, InstantSource clock) {
        this.stored = stored;
        this.keys = keys;
        this.clock = clock;
    }

    Act person(String what, Actor who, UUID person, Map<String, ?> details) {
        return act(new Deed("staff." + what, who, "person", person.toString()), details);
    }

    Act unit(String what, Actor who, UUID unit, Map<String, ?> details) {
        return act(new Deed("unit." + what, who, "unit", unit.toString()), details);
    }

    Act act(Deed deed, Map<String, ?> details) {
        return Act.of(deed, bytes(new TreeMap<>(details)), key(), clock);
    }

    private static byte[] bytes(Map<String, ?> details) {
        try {
            return JSON.writeValueAsBytes(details);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("details of an act are plain values", impossible);
        }
    }

    private DataKey key() {
        int year = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).getYear();
        var cached = known.get(year);
        if (cached != null) {
            return cached;
        }
        var key = keys.unwrap(stored.ofYear(year, () -> fresh(keys, clock).wrapped()));
        known.put(year, key);
        return key;
    }

    /// A key of what is kept about staff.
    static DataKey fresh(KeyService keys, InstantSource clock) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return keys.newDataKey("STAFF", LocalDate.of(today.getYear() + YEARS, 12, 31));
    }
}
