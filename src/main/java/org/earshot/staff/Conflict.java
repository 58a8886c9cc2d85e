package org.earshot.staff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// With whom, or with which unit, a person may have nothing to do. Just one of the two is there.
public record Conflict(UUID id, UUID person, @Nullable UUID otherPerson, @Nullable UUID unit) {

    public Conflict {
        if ((otherPerson == null) == (unit == null)) {
            throw StaffRefused.notAllowed("a conflict is with one person or with one unit");
        }
        if (person.equals(otherPerson)) {
            throw StaffRefused.notAllowed("a conflict is with somebody else");
        }
    }
}
