package org.earshot.rights;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What an act is done to, as far as the policy needs to know it.
///
/// @param exists false where the act concerns no object but the site
/// @param unit it belongs to; empty where it belongs to none
/// @param owners those it is given to or who made it; for a member of staff that person itself
/// @param barred people who may have no part in it, because it concerns them
public record Target(
        boolean exists,
        boolean isDeleted,
        Optional<UnitPath> unit,
        Set<UUID> owners,
        Set<UUID> barred) {

    /// For acts without an object.
    public static final Target SITE =
            new Target(false, false, Optional.empty(), Set.of(), Set.of());

    /// An object nobody knows, or of no unit: as far away as can be.
    public static final Target STRAY =
            new Target(true, false, Optional.empty(), Set.of(), Set.of());

    public Target {
        owners = Set.copyOf(owners);
        barred = Set.copyOf(barred);
        if (!exists && (isDeleted || unit.isPresent() || !owners.isEmpty() || !barred.isEmpty())) {
            throw new IllegalArgumentException("no object has no unit, owner or barred person");
        }
    }

    public static Target of(UnitPath unit) {
        return new Target(true, false, Optional.of(unit), Set.of(), Set.of());
    }

    public Target ownedBy(UUID person) {
        return new Target(true, isDeleted, unit, Set.of(person), barred);
    }

    public Target without(Set<UUID> people) {
        return new Target(true, isDeleted, unit, owners, people);
    }

    public Target deleted() {
        return new Target(true, true, unit, owners, barred);
    }
}
