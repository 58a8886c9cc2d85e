package org.earshot.staff;

import static org.earshot.db.generated.Tables.UNIT;

import java.util.List;
import java.util.UUID;
import org.earshot.audit.Act;
import org.earshot.audit.AuditRepository;
import org.earshot.db.Database;
import org.earshot.rights.UnitPath;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// The tree of units. PostgreSQL itself refuses what would be no tree.
final class UnitRepository {

    private final Database db;

    UnitRepository(Database db) {
        this.db = db;
    }

    List<Unit> all() {
        return db.transact(tx ->
                tx.select(UNIT.ID, UNIT.PARENT, UNIT.NAME)
                        .from(UNIT)
                        .orderBy(UNIT.NAME, UNIT.ID)
                        .fetch(row -> new Unit(row.value1(), row.value2(), row.value3())));
    }

    void add(Unit unit, Act act) {
        StaffRuleRepository.translate(() ->
                db.transact(tx -> {
                    insert(tx, unit);
                    AuditRepository.record(tx, act);
                    return unit;
                }));
    }

    static void insert(DSLContext tx, Unit unit) {
        tx.insertInto(UNIT)
                .set(UNIT.ID, unit.id())
                .set(UNIT.PARENT, unit.parent())
                .set(UNIT.NAME, unit.name())
                .onConflict(UNIT.ID)
                .doNothing()
                .execute();
    }

    void change(Unit unit, Act act) {
        StaffRuleRepository.translate(() ->
                db.transact(tx -> {
                    int changed =
                            tx.update(UNIT)
                                    .set(UNIT.PARENT, unit.parent())
                                    .set(UNIT.NAME, unit.name())
                                    .where(UNIT.ID.eq(unit.id()))
                                    .execute();
                    if (changed == 0) {
                        throw StaffRefused.unknown("unit");
                    }
                    AuditRepository.record(tx, act);
                    return changed;
                }));
    }

    /// The root first.
    static UnitPath path(DSLContext tx, UUID unit) {
        var id = DSL.field(DSL.name("above", "id"), SQLDataType.UUID);
        var parent = DSL.field(DSL.name("above", "parent"), SQLDataType.UUID);
        var depth = DSL.field(DSL.name("above", "depth"), SQLDataType.INTEGER);
        var above =
                DSL.name("above")
                        .fields("id", "parent", "depth")
                        .as(
                                DSL.select(UNIT.ID, UNIT.PARENT, DSL.inline(0))
                                        .from(UNIT)
                                        .where(UNIT.ID.eq(unit))
                                        .unionAll(
                                                DSL.select(UNIT.ID, UNIT.PARENT, depth.plus(1))
                                                        .from(UNIT)
                                                        .join(DSL.table(DSL.name("above")))
                                                        .on(UNIT.ID.eq(parent))));
        return new UnitPath(
                tx.withRecursive(above).select(id).from(above).orderBy(depth.desc()).fetch(id));
    }
}
