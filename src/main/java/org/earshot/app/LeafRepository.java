package org.earshot.app;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.earshot.audit.Act;
import org.earshot.audit.Actor;
import org.earshot.audit.AuditRepository;
import org.earshot.audit.Deed;
import org.earshot.backup.Drill;
import org.earshot.crypto.Bucket;
import org.earshot.crypto.DestructionLog;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.jooq.impl.DSL;

/// What the machine does by itself, in the log of acts.
final class LeafRepository implements DestructionLog {

    /// The details are empty, so their key need not be kept; it dies with the others of its year.
    private static final int KEPT_YEARS = 10;

    private final Database database;
    private final KeyService keys;
    private final InstantSource clock;

    LeafRepository(Database database, KeyService keys, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public void intended(Bucket bucket) {
        leave("key.destroy.begin", "key", bucket.toString());
    }

    @Override
    public void done(Bucket bucket) {
        leave("key.destroy.done", "key", bucket.toString());
    }

    void drilled(Drill.Result result) {
        String id = result.backup().isEmpty() ? "none" : result.backup();
        leave(result.isGood() ? "backup.drill.good" : "backup.drill.failed", "backup", id);
    }

    void leave(String what, String kind, String object) {
        int year = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).getYear();
        var key = keys.newDataKey("AUDIT", LocalDate.of(year + KEPT_YEARS + 1, 1, 1));
        var deed = new Deed(what, new Actor.Component("core"), kind, object);
        var act = Act.of(deed, new byte[0], key, clock);
        database.transact(tx -> {
            AuditRepository.record(tx, act);
            return act.id();
        });
    }

    /// The second clock of a destruction.
    InstantSource databaseClock() {
        return () ->
                database.transact(tx ->
                        tx.select(DSL.currentOffsetDateTime()).fetchSingle().value1().toInstant());
    }
}
