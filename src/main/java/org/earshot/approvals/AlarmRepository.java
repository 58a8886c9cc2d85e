package org.earshot.approvals;

import static org.earshot.db.generated.Tables.ACCESS_ALARM;
import static org.earshot.db.generated.Tables.PERSON;
import static org.earshot.db.generated.Tables.UNIT;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.earshot.audit.Act;
import org.earshot.audit.AuditRepository;
import org.earshot.db.Database;
import org.earshot.rights.Right;
import org.earshot.rights.Suspicion;
import org.earshot.rights.Target;
import org.earshot.rights.UnitPath;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Alarms about people. Each is raised and settled with its leaf.
final class AlarmRepository {

    /// An alarm beside the person it is about, as the policy sees them.
    record Known(Alarm alarm, Target about) {}

    private final Database db;

    AlarmRepository(Database db) {
        this.db = db;
    }

    void raise(Alarm alarm, Act leaf) {
        db.transact(tx -> {
            AuditRepository.record(tx, leaf);
            return tx.insertInto(ACCESS_ALARM)
                    .set(ACCESS_ALARM.ID, alarm.id())
                    .set(ACCESS_ALARM.PERSON_ID, alarm.person())
                    .set(ACCESS_ALARM.SUSPICION, alarm.suspicion().name())
                    .set(ACCESS_ALARM.ACT, alarm.right().id())
                    .set(ACCESS_ALARM.RAISED_AT, alarm.raisedAt().atOffset(ZoneOffset.UTC))
                    .onConflictDoNothing()
                    .execute();
        });
    }

    /// @return false when somebody was faster
    boolean settle(UUID alarm, UUID by, Instant at, Act leaf) {
        return db.transact(tx -> {
            int settled =
                    tx.update(ACCESS_ALARM)
                            .set(ACCESS_ALARM.SETTLED_BY, by)
                            .set(ACCESS_ALARM.SETTLED_AT, at.atOffset(ZoneOffset.UTC))
                            .where(ACCESS_ALARM.ID.eq(alarm))
                            .and(ACCESS_ALARM.SETTLED_AT.isNull())
                            .execute();
            if (settled == 1) {
                AuditRepository.record(tx, leaf);
            }
            return settled == 1;
        });
    }

    List<Known> open() {
        return read(ACCESS_ALARM.SETTLED_AT.isNull());
    }

    Optional<Known> find(UUID id) {
        return read(ACCESS_ALARM.ID.eq(id)).stream().findFirst();
    }

    private List<Known> read(Condition condition) {
        return db.transact(tx ->
                tx.select(ACCESS_ALARM.fields())
                        .select(PERSON.UNIT_ID)
                        .from(ACCESS_ALARM)
                        .join(PERSON)
                        .on(PERSON.ID.eq(ACCESS_ALARM.PERSON_ID))
                        .where(condition)
                        .orderBy(ACCESS_ALARM.RAISED_AT, ACCESS_ALARM.ID)
                        .fetch(row -> known(tx, row)));
    }

    private static Known known(DSLContext tx, Record row) {
        UUID person = row.get(ACCESS_ALARM.PERSON_ID);
        var alarm =
                new Alarm(
                        row.get(ACCESS_ALARM.ID),
                        person,
                        Suspicion.valueOf(row.get(ACCESS_ALARM.SUSPICION)),
                        Right.named(row.get(ACCESS_ALARM.ACT)).orElseThrow(),
                        row.get(ACCESS_ALARM.RAISED_AT).toInstant(),
                        row.get(ACCESS_ALARM.SETTLED_BY));
        return new Known(alarm, Target.of(path(tx, row.get(PERSON.UNIT_ID))).ownedBy(person));
    }

    private static UnitPath path(DSLContext tx, UUID unit) {
        var path = new ArrayList<UUID>();
        Optional<UUID> next = Optional.of(unit);
        while (next.isPresent()) {
            UUID here = next.get();
            path.add(here);
            next =
                    tx.select(UNIT.PARENT)
                            .from(UNIT)
                            .where(UNIT.ID.eq(here))
                            .fetchOptional(row -> Optional.ofNullable(row.value1()))
                            .flatMap(parent -> parent);
        }
        Collections.reverse(path);
        return new UnitPath(path);
    }
}
