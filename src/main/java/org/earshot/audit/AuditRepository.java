package org.earshot.audit;

import static org.earshot.db.generated.Tables.AUDIT_INDEX;
import static org.earshot.db.generated.Tables.AUDIT_LEAF;
import static org.earshot.db.generated.Tables.AUDIT_WAITING;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.earshot.db.Database;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// The log in PostgreSQL: every act once, and behind it the index the sequencer gave it.
public final class AuditRepository implements Leaves {

    /// Of the advisory lock: "earshot" in ASCII.
    private static final long SEQUENCER = 0x65617273686f74L;

    private final Database db;

    public AuditRepository(Database db) {
        this.db = db;
    }

    /// Records an act in the transaction that does it: both are committed or neither. May be
    /// repeated with the same act.
    public static void record(DSLContext tx, Act act) {
        tx.insertInto(AUDIT_LEAF)
                .set(AUDIT_LEAF.ACT_ID, act.id())
                .set(AUDIT_LEAF.LEAF, LeafCodec.write(act))
                .onConflict(AUDIT_LEAF.ACT_ID)
                .doNothing()
                .execute();
    }

    /// Records an act that is nothing but itself, for instance a look.
    public void record(Act act) {
        db.transact(tx -> {
            record(tx, act);
            return act;
        });
    }

    /// @return empty while the act waits for its place, or when there is none
    Optional<Indexed> find(UUID act) {
        return db.transact(tx ->
                tx.select(AUDIT_INDEX.LEAF_INDEX, AUDIT_LEAF.LEAF)
                        .from(AUDIT_INDEX)
                        .join(AUDIT_LEAF)
                        .on(AUDIT_LEAF.SERIAL.eq(AUDIT_INDEX.SERIAL))
                        .where(AUDIT_LEAF.ACT_ID.eq(act))
                        .fetchOptional(row -> new Indexed(row.value1(), row.value2())));
    }

    @Override
    public void assign(int limit) {
        db.transact(tx -> {
            lock(tx);
            List<Long> waiting =
                    tx.select(AUDIT_WAITING.SERIAL)
                            .from(AUDIT_WAITING)
                            .orderBy(AUDIT_WAITING.SERIAL)
                            .limit(limit)
                            .fetch(AUDIT_WAITING.SERIAL);
            if (!waiting.isEmpty()) {
                give(tx, size(tx), waiting);
            }
            return waiting.size();
        });
    }

    @Override
    public long size() {
        return db.transact(AuditRepository::size);
    }

    @Override
    public List<Indexed> read(long from, int limit) {
        return db.transact(tx ->
                tx.select(AUDIT_INDEX.LEAF_INDEX, AUDIT_LEAF.LEAF)
                        .from(AUDIT_INDEX)
                        .leftJoin(AUDIT_LEAF)
                        .on(AUDIT_LEAF.SERIAL.eq(AUDIT_INDEX.SERIAL))
                        .where(AUDIT_INDEX.LEAF_INDEX.ge(from))
                        .orderBy(AUDIT_INDEX.LEAF_INDEX)
                        .limit(limit)
                        .fetch(row -> new Indexed(row.value1(), row.value2())));
    }

    @Override
    public long strays() {
        return db.transact(tx -> {
            var indexed =
                    DSL.selectOne()
                            .from(AUDIT_INDEX)
                            .where(AUDIT_INDEX.SERIAL.eq(AUDIT_LEAF.SERIAL));
            var waiting =
                    DSL.selectOne()
                            .from(AUDIT_WAITING)
                            .where(AUDIT_WAITING.SERIAL.eq(AUDIT_LEAF.SERIAL));
            return (long)
                    tx.fetchCount(AUDIT_LEAF, DSL.notExists(indexed).and(DSL.notExists(waiting)));
        });
    }

    private static void give(DSLContext tx, long first, List<Long> waiting) {
        var insert = tx.insertInto(AUDIT_INDEX, AUDIT_INDEX.LEAF_INDEX, AUDIT_INDEX.SERIAL);
        long next = first;
        for (Long serial : waiting) {
            insert = insert.values(next, serial);
            next++;
        }
        insert.execute();
        tx.deleteFrom(AUDIT_WAITING).where(AUDIT_WAITING.SERIAL.in(waiting)).execute();
    }

    private static long size(DSLContext tx) {
        Long highest =
                tx.select(DSL.max(AUDIT_INDEX.LEAF_INDEX)).from(AUDIT_INDEX).fetchSingle().value1();
        return highest == null ? 0 : highest + 1;
    }

    /// Until the end of the transaction; two sequencers would give an index twice.
    private static void lock(DSLContext tx) {
        var number = DSL.val(SEQUENCER);
        tx.select(DSL.function("pg_advisory_xact_lock", Object.class, number)).execute();
    }
}
