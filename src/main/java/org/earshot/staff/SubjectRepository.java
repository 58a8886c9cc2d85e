package org.earshot.staff;

import static org.earshot.db.generated.Tables.STAFF_CONFLICT;
import static org.earshot.db.generated.Tables.UNIT;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.earshot.audit.Act;
import org.earshot.audit.AuditRepository;
import org.earshot.db.Database;
import org.earshot.rights.Subject;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// People as those who decide about rights see them, and the conflicts that are part of it.
final class SubjectRepository {

    private final Database db;

    SubjectRepository(Database db) {
        this.db = db;
    }

    /// @return empty when they have left
    static Optional<Subject> subject(DSLContext tx, UUID person, LocalDate today) {
        return PersonRepository.find(tx, person)
                .filter(Person::isHere)
                .map(found ->
                        new Subject(
                                person,
                                found.rolesOn(today),
                                UnitRepository.path(tx, found.unit()),
                                conflictedUnits(tx, person)));
    }

    /// Those declared, and all below them.
    private static Set<UUID> conflictedUnits(DSLContext tx, UUID person) {
        var id = DSL.field(DSL.name("below", "id"), SQLDataType.UUID);
        var below =
                DSL.name("below")
                        .fields("id")
                        .as(
                                DSL.select(STAFF_CONFLICT.UNIT_ID)
                                        .from(STAFF_CONFLICT)
                                        .where(STAFF_CONFLICT.PERSON_ID.eq(person))
                                        .and(STAFF_CONFLICT.UNIT_ID.isNotNull())
                                        .union(
                                                DSL.select(UNIT.ID)
                                                        .from(UNIT)
                                                        .join(DSL.table(DSL.name("below")))
                                                        .on(UNIT.PARENT.eq(id))));
        return new HashSet<>(tx.withRecursive(below).select(id).from(below).fetch(id));
    }

    List<Conflict> conflicts(UUID person) {
        return db.transact(tx ->
                tx.select(
                                STAFF_CONFLICT.ID,
                                STAFF_CONFLICT.PERSON_ID,
                                STAFF_CONFLICT.OTHER_PERSON,
                                STAFF_CONFLICT.UNIT_ID)
                        .from(STAFF_CONFLICT)
                        .where(STAFF_CONFLICT.PERSON_ID.eq(person))
                        .orderBy(STAFF_CONFLICT.DECLARED_AT, STAFF_CONFLICT.ID)
                        .fetch(row ->
                                new Conflict(
                                        row.value1(), row.value2(), row.value3(), row.value4())));
    }

    void declare(Conflict conflict, Instant at, Act act) {
        StaffRuleRepository.translate(() ->
                db.transact(tx -> {
                    PersonRepository.requireHere(tx, conflict.person());
                    tx.insertInto(STAFF_CONFLICT)
                            .set(STAFF_CONFLICT.ID, conflict.id())
                            .set(STAFF_CONFLICT.PERSON_ID, conflict.person())
                            .set(STAFF_CONFLICT.OTHER_PERSON, conflict.otherPerson())
                            .set(STAFF_CONFLICT.UNIT_ID, conflict.unit())
                            .set(STAFF_CONFLICT.DECLARED_AT, PersonRepository.utc(at))
                            .onConflictDoNothing() // declared before
                            .execute();
                    AuditRepository.record(tx, act);
                    return conflict;
                }));
    }

    void settle(UUID person, UUID conflict, Act act) {
        db.transact(tx -> {
            int gone =
                    tx.deleteFrom(STAFF_CONFLICT)
                            .where(STAFF_CONFLICT.ID.eq(conflict))
                            .and(STAFF_CONFLICT.PERSON_ID.eq(person))
                            .execute();
            if (gone == 0) {
                throw StaffRefused.unknown("conflict of this person");
            }
            AuditRepository.record(tx, act);
            return gone;
        });
    }

    /// Both ways: who declared one with `person`, and with whom `person` did.
    Set<UUID> conflictedPeople(UUID person) {
        return db.transact(tx -> {
            var found = new HashSet<UUID>();
            tx.select(STAFF_CONFLICT.PERSON_ID, STAFF_CONFLICT.OTHER_PERSON)
                    .from(STAFF_CONFLICT)
                    .where(STAFF_CONFLICT.OTHER_PERSON.isNotNull())
                    .and(
                            STAFF_CONFLICT
                                    .PERSON_ID
                                    .eq(person)
                                    .or(STAFF_CONFLICT.OTHER_PERSON.eq(person)))
                    .forEach(row -> {
                        found.add(row.value1());
                        found.add(row.value2());
                    });
            found.remove(person);
            return Set.copyOf(found);
        });
    }

    Optional<Subject> subject(UUID person, LocalDate today) {
        return db.transact(tx -> subject(tx, person, today));
    }
}
