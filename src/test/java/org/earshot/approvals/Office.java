package org.earshot.approvals;

import static org.earshot.db.generated.Tables.PERSON;
import static org.earshot.db.generated.Tables.STAFF_ROLE;
import static org.earshot.db.generated.Tables.UNIT;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.earshot.audit.Act;
import org.earshot.audit.Actor;
import org.earshot.audit.Deed;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.rights.Policy;
import org.earshot.rights.Right;
import org.earshot.rights.Role;
import org.earshot.rights.Subject;
import org.earshot.rights.Target;
import org.earshot.rights.UnitPath;
import org.jspecify.annotations.Nullable;

/// A nation, a province in it, a city in that; people in them, and a case of the province.
final class Office {

    static final String WHY = "the reporter is in danger";

    final Database db;
    final ApprovalDesk desk;
    final ApprovalRepository approvals;
    final DataKey key;
    final InstantSource clock = InstantSource.system();
    private final UnitPath province;
    private final UnitPath city;

    Office(Database db, Path keys) {
        this.db = db;
        var service = KeyService.open(keys);
        this.desk = new ApprovalDesk(db, service, Policy.builtIn(), clock);
        this.approvals = new ApprovalRepository(db);
        this.key = service.newDataKey("CASE", LocalDate.now(ZoneOffset.UTC).plusDays(30));
        var nation = unit(null, "nation");
        var below = unit(nation, "province");
        this.province = new UnitPath(List.of(nation, below));
        this.city = new UnitPath(List.of(nation, below, unit(below, "city")));
    }

    private UUID unit(@Nullable UUID parent, String name) {
        var id = UUID.randomUUID();
        db.transact(tx ->
                tx.insertInto(UNIT)
                        .set(UNIT.ID, id)
                        .set(UNIT.PARENT, parent)
                        .set(UNIT.NAME, name)
                        .execute());
        return id;
    }

    Subject supervisor() {
        return person(Role.SUPERVISOR, province, UUID.randomUUID());
    }

    Subject unitOfficer() {
        return person(Role.UNIT_OFFICER, province, UUID.randomUUID());
    }

    Subject supervisorOfTheCity() {
        return person(Role.SUPERVISOR, city, UUID.randomUUID());
    }

    Subject agent() {
        return person(Role.AGENT, province, UUID.randomUUID());
    }

    /// A second account of the same human being.
    Subject again(Subject somebody) {
        UUID human =
                db.transact(tx ->
                        tx.select(PERSON.HUMAN)
                                .from(PERSON)
                                .where(PERSON.ID.eq(somebody.person()))
                                .fetchSingle(row -> row.value1()));
        return person(Role.SUPERVISOR, province, human);
    }

    private Subject person(Role role, UnitPath unit, UUID human) {
        var id = UUID.randomUUID();
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        db.transact(tx -> {
            tx.insertInto(PERSON)
                    .set(PERSON.ID, id)
                    .set(PERSON.SIGN_IN_NAME, "p" + id)
                    .set(PERSON.NAME, "somebody")
                    .set(PERSON.UNIT_ID, unit.unit())
                    .set(PERSON.DUTY, "WORK")
                    .set(PERSON.PLEDGED_UNTIL, now.toLocalDate().plusDays(9))
                    .set(PERSON.ADDED_AT, now)
                    .set(PERSON.HUMAN, human)
                    .execute();
            return tx.insertInto(STAFF_ROLE)
                    .set(STAFF_ROLE.PERSON_ID, id)
                    .set(STAFF_ROLE.ROLE, role.name())
                    .set(STAFF_ROLE.DUTY, "WORK")
                    .set(STAFF_ROLE.GIVEN_AT, now)
                    .execute();
        });
        return new Subject(id, Set.of(role), unit, Set.of());
    }

    Target theCase() {
        return Target.of(province);
    }

    static Wish unmask(String object) {
        return Wish.of(Right.IDENTITY_UNMASK, "case", object, List.of("version 1", "caller"));
    }

    Approval asked(Subject who, Wish wish) {
        return desk.request(who, wish, theCase(), WHY, key, ApprovalDesk.USUAL_LIFE);
    }

    Approval approved(Subject first, Subject second, Wish wish) {
        return desk.approve(second, asked(first, wish).id(), wish, theCase(), WHY);
    }

    Act leaf(String what, Subject who, String object) {
        return Act.of(
                new Deed(what, new Actor.Staff(who.person()), "case", object),
                new byte[0],
                key,
                clock);
    }

    void takes(Subject who, Approval approval, Wish now) {
        var leaf = leaf("identity.unmask", who, now.object());
        db.transact(tx -> {
            ApprovalRepository.take(tx, approval.id(), who.person(), now, leaf);
            return leaf;
        });
    }
}
