package org.earshot.staff;

import static org.earshot.db.generated.Tables.PERSON;
import static org.earshot.db.generated.Tables.STAFF_HOUSE;
import static org.earshot.db.generated.Tables.STAFF_ROLE;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.earshot.audit.Act;
import org.earshot.audit.AuditRepository;
import org.earshot.db.Database;
import org.earshot.rights.Role;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// People and their roles.
final class PersonRepository {

    private final Database db;

    PersonRepository(Database db) {
        this.db = db;
    }

    /// Those who are here first, by name.
    List<Person> all() {
        return db.transact(tx -> select(tx, DSL.noCondition()));
    }

    Optional<Person> find(UUID id) {
        return db.transact(tx -> find(tx, id));
    }

    Optional<Person> find(String signInName) {
        return db.transact(
                tx -> select(tx, PERSON.SIGN_IN_NAME.eq(signInName)).stream().findFirst());
    }

    void add(Person person, Instant at, Act act) {
        StaffRuleRepository.translate(() ->
                db.transact(tx -> {
                    insert(tx, person, at);
                    AuditRepository.record(tx, act);
                    return person;
                }));
    }

    /// @param invitations hashes, one for each of `first`
    /// @throws StaffRefused when there is an administrator already, also one made meanwhile
    void makeFirst(
            Unit root,
            List<Person> first,
            List<byte[]> invitations,
            Instant at,
            Instant expires,
            List<Act> acts) {
        StaffRuleRepository.translate(() ->
                db.transact(tx -> {
                    lock(tx);
                    if (hasAdministrator(tx)) {
                        throw StaffRefused.notAllowed(
                                "there is an administrator already; './earshot staff add' adds people, and"
                                        + " './earshot staff reset' lets an administrator in again");
                    }
                    UnitRepository.insert(tx, root);
                    for (int i = 0; i < first.size(); i++) {
                        insert(tx, first.get(i), at);
                        CredentialRepository.invite(
                                tx, first.get(i).id(), invitations.get(i), at, expires);
                    }
                    acts.forEach(act -> AuditRepository.record(tx, act));
                    return root;
                }));
    }

    static void insert(DSLContext tx, Person person, Instant at) {
        tx.insertInto(PERSON)
                .set(PERSON.ID, person.id())
                .set(PERSON.SIGN_IN_NAME, person.signInName())
                .set(PERSON.NAME, person.name())
                .set(PERSON.UNIT_ID, person.unit())
                .set(PERSON.PLEDGED_UNTIL, person.pledgedUntil())
                .set(PERSON.ADDED_AT, utc(at))
                .onConflict(PERSON.ID)
                .doNothing()
                .execute();
        giveRoles(tx, person.id(), person.roles(), at);
    }

    void change(UUID id, String name, UUID unit, Act act) {
        StaffRuleRepository.translate(() ->
                db.transact(tx -> {
                    requireHere(tx, id);
                    tx.update(PERSON)
                            .set(PERSON.NAME, name)
                            .set(PERSON.UNIT_ID, unit)
                            .where(PERSON.ID.eq(id))
                            .execute();
                    AuditRepository.record(tx, act);
                    return id;
                }));
    }

    void pledge(UUID id, @Nullable LocalDate until, Act act) {
        db.transact(tx -> {
            requireHere(tx, id);
            tx.update(PERSON).set(PERSON.PLEDGED_UNTIL, until).where(PERSON.ID.eq(id)).execute();
            AuditRepository.record(tx, act);
            return id;
        });
    }

    void setRoles(UUID id, Set<Role> roles, Instant at, Act act) {
        db.transact(tx -> {
            lock(tx);
            var before = requireHere(tx, id);
            giveRoles(tx, id, roles, at);
            requireAdministrator(tx, before);
            SessionRepository.endAll(tx, id);
            AuditRepository.record(tx, act);
            return id;
        });
    }

    /// Replaces all: the duty changes only while there is no role.
    static void giveRoles(DSLContext tx, UUID id, Set<Role> roles, Instant at) {
        var duty = Duty.of(roles).map(Duty::name).orElse(null);
        tx.deleteFrom(STAFF_ROLE).where(STAFF_ROLE.PERSON_ID.eq(id)).execute();
        tx.update(PERSON).set(PERSON.DUTY, duty).where(PERSON.ID.eq(id)).execute();
        for (Role role : roles) {
            tx.insertInto(STAFF_ROLE)
                    .set(STAFF_ROLE.PERSON_ID, id)
                    .set(STAFF_ROLE.ROLE, role.name())
                    .set(STAFF_ROLE.DUTY, duty)
                    .set(STAFF_ROLE.GIVEN_AT, utc(at))
                    .execute();
        }
    }

    /// Until the end of the transaction: what it sees of roles and units, others cannot change.
    static void lock(DSLContext tx) {
        tx.update(STAFF_HOUSE).set(STAFF_HOUSE.VERSION, STAFF_HOUSE.VERSION.plus(1)).execute();
    }

    /// @param before whose roles were changed
    static void requireAdministrator(DSLContext tx, Person before) {
        if (before.roles().contains(Role.ADMINISTRATOR) && !hasAdministrator(tx)) {
            throw StaffRefused.notAllowed(
                    "this would leave the house without an administrator; give somebody else the role"
                            + " first");
        }
    }

    /// Only people who are here have roles.
    static boolean hasAdministrator(DSLContext tx) {
        return tx.fetchExists(STAFF_ROLE, STAFF_ROLE.ROLE.eq(Role.ADMINISTRATOR.name()));
    }

    /// Locked until the end of the transaction.
    static Person requireHere(DSLContext tx, UUID id) {
        tx.select(PERSON.ID).from(PERSON).where(PERSON.ID.eq(id)).forUpdate().execute();
        var person = find(tx, id).orElseThrow(() -> StaffRefused.unknown("person"));
        if (!person.isHere()) {
            throw StaffRefused.notAllowed("this person has left");
        }
        return person;
    }

    static Optional<Person> find(DSLContext tx, UUID id) {
        return select(tx, PERSON.ID.eq(id)).stream().findFirst();
    }

    private static List<Person> select(DSLContext tx, Condition which) {
        var roles =
                DSL.multiset(
                                DSL.select(STAFF_ROLE.ROLE)
                                        .from(STAFF_ROLE)
                                        .where(STAFF_ROLE.PERSON_ID.eq(PERSON.ID)))
                        .convertFrom(PersonRepository::roles);
        return tx.select(
                        PERSON.ID,
                        PERSON.SIGN_IN_NAME,
                        PERSON.NAME,
                        PERSON.UNIT_ID,
                        roles,
                        PERSON.PLEDGED_UNTIL,
                        PERSON.LEFT_AT)
                .from(PERSON)
                .where(which)
                .orderBy(PERSON.HERE.desc(), PERSON.NAME, PERSON.ID)
                .fetch(row ->
                        new Person(
                                row.value1(),
                                row.value2(),
                                row.value3(),
                                row.value4(),
                                row.value5(),
                                row.value6(),
                                row.value7() == null ? null : row.value7().toInstant()));
    }

    private static Set<Role> roles(Result<Record1<String>> rows) {
        return rows.stream()
                .map(row -> Role.valueOf(row.value1()))
                .collect(Collectors.toUnmodifiableSet());
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
