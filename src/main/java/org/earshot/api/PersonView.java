package org.earshot.api;

import java.time.LocalDate;
import java.util.List;
import org.earshot.rights.Role;
import org.earshot.staff.Person;
import org.jspecify.annotations.Nullable;

/// A member of staff as told. The names are the contract's.
///
/// @param inForce whether the roles count today: pledge in date, and here
public record PersonView(
        String id,
        String signInName,
        String name,
        String unit,
        List<String> roles,
        boolean inForce,
        @Nullable String pledgedUntil,
        @Nullable String leftAt) {

    public PersonView {
        roles = List.copyOf(roles);
    }

    public static PersonView of(Person person, LocalDate today) {
        return new PersonView(
                person.id().toString(),
                person.signInName(),
                person.name(),
                person.unit().toString(),
                person.roles().stream().map(Role::id).sorted().toList(),
                person.isHere() && person.pledgedOn(today),
                person.pledgedUntil() == null ? null : person.pledgedUntil().toString(),
                person.leftAt() == null ? null : person.leftAt().toString());
    }

    @Override
    public String toString() {
        return "PersonView(" + id + ")";
    }
}
