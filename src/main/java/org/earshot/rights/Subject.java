package org.earshot.rights;

import java.util.Set;
import java.util.UUID;

/// A member of staff who wants to do something, as the sign-in found them.
///
/// @param person never reused
/// @param roles those in force now: without a confidentiality pledge in date there are none
/// @param conflicts units in whose cases this person may have no part, and people with whose work
///   and accounts
public record Subject(UUID person, Set<Role> roles, UnitPath unit, Set<UUID> conflicts) {

    public Subject {
        roles = Set.copyOf(roles);
        conflicts = Set.copyOf(conflicts);
    }
}
