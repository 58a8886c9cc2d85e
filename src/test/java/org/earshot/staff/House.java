package org.earshot.staff;

import static org.earshot.db.generated.Tables.AUDIT_LEAF;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.earshot.audit.Actor;
import org.earshot.cases.SettableClock;
import org.earshot.crypto.Argon2id;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.rights.Role;

/// A house with people in it, and a clock that is moved.
public final class House {

    public static final Actor CONSOLE = new Actor.Component("console");
    static final LocalDate TODAY = LocalDate.parse("2026-11-22");

    /// Hashing is not the subject.
    public static final SignInSettings SETTINGS =
            SignInSettings.of(
                            Duration.ofMinutes(30),
                            Duration.ofHours(12),
                            URI.create("http://localhost:8080"))
                    .withCost(new Argon2id.Cost(8, 1, 1));

    final Database db;
    final AtomicLong nanos = new AtomicLong();
    public final SettableClock clock = new SettableClock();
    public final KeyService keys;
    public final Staff staff;
    public final Unit root;

    public House(Database db, Path directory) {
        this.db = db;
        keys = KeyService.open(directory.resolve("keys"));
        staff = Staff.of(db, keys, SETTINGS, clock, ZoneOffset.UTC, nanos::get);
        root =
                staff.units().all().stream()
                        .filter(unit -> unit.parent() == null)
                        .findFirst()
                        .orElseGet(this::makeRoot);
    }

    private Unit makeRoot() {
        var made = new Unit(UUID.randomUUID(), null, "House");
        db.transact(tx -> {
            UnitRepository.insert(tx, made);
            return made;
        });
        return made;
    }

    public Unit unit(UUID above) {
        return staff.units().add(CONSOLE, above, "Unit " + UUID.randomUUID());
    }

    public Person person(Role... roles) {
        return person(root.id(), roles);
    }

    public Person person(UUID unit, Role... roles) {
        String name = "p" + UUID.randomUUID().toString().substring(0, 30);
        var person = staff.people().add(CONSOLE, name, "Kim Min-ji", unit);
        staff.people().pledge(CONSOLE, person.id(), TODAY.plusYears(1));
        return staff.people().setRoles(CONSOLE, person.id(), Set.of(roles));
    }

    void give(String object, UUID person) {
        db.transact(tx -> {
            WorkRepository.give(tx, new WorkItem("case", object, person), clock.instant());
            return object;
        });
    }

    List<byte[]> leaves() {
        return db.transact(tx ->
                tx.select(AUDIT_LEAF.LEAF)
                        .from(AUDIT_LEAF)
                        .orderBy(AUDIT_LEAF.SERIAL)
                        .fetch(AUDIT_LEAF.LEAF));
    }

    int run(String sql) {
        return db.transact(tx -> tx.execute(sql));
    }
}
