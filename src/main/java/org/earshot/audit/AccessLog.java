package org.earshot.audit;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;

/// Acts that change nothing, so that no feature has a transaction for them: what was read, and what
/// was denied. What cannot be written down is not done: a failure here is one of the act.
public final class AccessLog {

    /// As long as what staff did is kept readable elsewhere.
    private static final int YEARS = 10;

    private final AccessKeyRepository stored;
    private final KeyService keys;
    private final InstantSource clock;
    private final Map<LocalDate, DataKey> known = new ConcurrentHashMap<>();

    public AccessLog(Database db, KeyService keys, InstantSource clock) {
        this.stored = new AccessKeyRepository(db);
        this.keys = keys;
        this.clock = clock;
    }

    /// @param details sealed, under a key of the month
    public void record(Deed deed, String details) {
        stored.record(act(deed, details));
    }

    /// The same for those who have a transaction.
    public Act act(Deed deed, String details) {
        return Act.of(deed, details.getBytes(StandardCharsets.UTF_8), key(), clock);
    }

    private DataKey key() {
        var month = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
        var there = known.get(month);
        if (there != null) {
            return there;
        }
        var key = keys.unwrap(stored.ofMonth(month, () -> fresh(month)));
        known.put(month, key);
        return key;
    }

    private byte[] fresh(LocalDate month) {
        return keys.newDataKey("STAFF", LocalDate.of(month.getYear() + YEARS, 12, 31)).wrapped();
    }
}
