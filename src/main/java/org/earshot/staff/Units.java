package org.earshot.staff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.earshot.audit.Actor;

/// The units of the house: one tree.
public final class Units {

    private final UnitRepository units;
    private final StaffActs acts;

    Units(UnitRepository units, StaffActs acts) {
        this.units = units;
        this.acts = acts;
    }

    public List<Unit> all() {
        return units.all();
    }

    /// @throws StaffRefused when there is no such unit
    public Unit find(UUID id) {
        return all().stream()
                .filter(unit -> unit.id().equals(id))
                .findFirst()
                .orElseThrow(() -> StaffRefused.unknown("unit"));
    }

    public Unit add(Actor who, UUID parent, String name) {
        var unit = new Unit(UUID.randomUUID(), parent, Names.shown("unit", name));
        units.add(unit, acts.unit("add", who, unit.id(), Map.of("parent", parent.toString())));
        return unit;
    }

    /// Gives it another name, another place in the tree, or both.
    public Unit change(Actor who, Unit changed) {
        var unit = new Unit(changed.id(), changed.parent(), Names.shown("unit", changed.name()));
        var before = find(unit.id());
        var details = new HashMap<String, String>();
        details.put("parent", String.valueOf(unit.parent()));
        details.put("parentBefore", String.valueOf(before.parent()));
        units.change(unit, acts.unit("change", who, unit.id(), details));
        return unit;
    }
}
