package org.earshot.staff;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.earshot.rights.Role;
import org.jspecify.annotations.Nullable;

/// A member of staff.
///
/// @param roles those given; in force are they only while [#pledgedOn] and not left
/// @param pledgedUntil last day of the confidentiality pledge
/// @param leftAt null while they are here
public record Person(
        UUID id,
        String signInName,
        String name,
        UUID unit,
        Set<Role> roles,
        @Nullable LocalDate pledgedUntil,
        @Nullable Instant leftAt) {

    public Person {
        roles = Set.copyOf(roles);
    }

    public boolean isHere() {
        return leftAt == null;
    }

    public boolean pledgedOn(LocalDate day) {
        return pledgedUntil != null && !day.isAfter(pledgedUntil);
    }

    /// The roles in force on a day.
    public Set<Role> rolesOn(LocalDate day) {
        return isHere() && pledgedOn(day) ? roles : Set.of();
    }

    /// No name.
    @Override
    public String toString() {
        return "person " + id;
    }
}
