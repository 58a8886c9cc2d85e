package org.earshot.api;

import org.earshot.staff.Unit;
import org.jspecify.annotations.Nullable;

/// A unit as told. The names are the contract's.
public record UnitView(String id, @Nullable String parent, String name) {

    public static UnitView of(Unit unit) {
        return new UnitView(
                unit.id().toString(),
                unit.parent() == null ? null : unit.parent().toString(),
                unit.name());
    }
}
