package org.earshot.rights;

import java.util.List;
import java.util.UUID;

/// Where a unit lies in the tree: itself last, the units above it before.
///
/// @param units the root first; never empty
public record UnitPath(List<UUID> units) {

    public UnitPath {
        units = List.copyOf(units);
        if (units.isEmpty()) {
            throw new IllegalArgumentException("a unit lies at least in itself");
        }
    }

    public UUID unit() {
        return units.getLast();
    }

    /// Whether this unit lies somewhere below `other`; not when both are the same.
    public boolean isBelow(UnitPath other) {
        return units.size() > other.units.size()
                && units.subList(0, other.units.size()).equals(other.units);
    }
}
