package org.earshot.staff;

import static org.earshot.db.generated.Tables.PERSON;
import static org.earshot.db.generated.Tables.STAFF_WORK;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.earshot.audit.Act;
import org.earshot.audit.AuditRepository;
import org.earshot.db.Database;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Open work and who has it. Whoever opens, gives or closes something writes it here in the same
/// transaction: [#give] and [#close].
public final class WorkRepository {

    private final Database db;

    WorkRepository(Database db) {
        this.db = db;
    }

    /// Gives it to somebody, whoever had it before. PostgreSQL refuses people who have left.
    public static void give(DSLContext tx, WorkItem item, Instant at) {
        StaffRuleRepository.translate(() ->
                tx.insertInto(STAFF_WORK)
                        .set(STAFF_WORK.KIND, item.kind())
                        .set(STAFF_WORK.OBJECT, item.object())
                        .set(STAFF_WORK.PERSON_ID, item.person())
                        .set(STAFF_WORK.GIVEN_AT, PersonRepository.utc(at))
                        .onConflict(STAFF_WORK.KIND, STAFF_WORK.OBJECT)
                        .doUpdate()
                        .set(STAFF_WORK.PERSON_ID, item.person())
                        .set(STAFF_WORK.GIVEN_AT, PersonRepository.utc(at))
                        .execute());
    }

    /// It is done; nobody has it any more.
    public static void close(DSLContext tx, String kind, String object) {
        tx.deleteFrom(STAFF_WORK)
                .where(STAFF_WORK.KIND.eq(kind))
                .and(STAFF_WORK.OBJECT.eq(object))
                .execute();
    }

    List<WorkItem> of(UUID person) {
        return db.transact(tx -> of(tx, person));
    }

    private static List<WorkItem> of(DSLContext tx, UUID person) {
        return tx.select(STAFF_WORK.KIND, STAFF_WORK.OBJECT, STAFF_WORK.PERSON_ID)
                .from(STAFF_WORK)
                .where(STAFF_WORK.PERSON_ID.eq(person))
                .orderBy(STAFF_WORK.GIVEN_AT, STAFF_WORK.KIND, STAFF_WORK.OBJECT)
                .fetch(row -> new WorkItem(row.value1(), row.value2(), row.value3()));
    }

    /// Closes sessions, takes roles and credentials away, gives the work to `successor`, and marks
    /// the person as gone: all of it or nothing.
    ///
    /// @param successor null when there is no open work
    /// @param given the leaf of one item's new owner
    /// @return what was given on
    List<WorkItem> leave(
            UUID id, @Nullable UUID successor, Instant at, Act act, Function<WorkItem, Act> given) {
        return StaffRuleRepository.translate(() ->
                db.transact(tx -> {
                    PersonRepository.lock(tx);
                    var before = PersonRepository.requireHere(tx, id);
                    var open = of(tx, id);
                    if (!open.isEmpty()) {
                        giveOn(tx, open, successor, at, given);
                    }
                    CredentialRepository.forget(tx, id);
                    PersonRepository.giveRoles(tx, id, Set.of(), at);
                    PersonRepository.requireAdministrator(tx, before);
                    tx.update(PERSON)
                            .set(PERSON.LEFT_AT, PersonRepository.utc(at))
                            .where(PERSON.ID.eq(id))
                            .execute();
                    AuditRepository.record(tx, act);
                    return open;
                }));
    }

    private static void giveOn(
            DSLContext tx,
            List<WorkItem> open,
            @Nullable UUID successor,
            Instant at,
            Function<WorkItem, Act> given) {
        if (successor == null) {
            throw StaffRefused.notAllowed(
                    "this person has %d open pieces of work; name who takes them over"
                            .formatted(open.size()));
        }
        PersonRepository.requireHere(tx, successor);
        for (var item : open) {
            var next = new WorkItem(item.kind(), item.object(), successor);
            give(tx, next, at);
            AuditRepository.record(tx, given.apply(next));
        }
    }
}
