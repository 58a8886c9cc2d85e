package org.earshot.api;

import org.earshot.staff.Conflict;
import org.jspecify.annotations.Nullable;

/// A conflict of interest as told: with a person or with a unit. The names are the contract's.
public record ConflictView(String id, @Nullable String otherPerson, @Nullable String unit) {

    public static ConflictView of(Conflict conflict) {
        return new ConflictView(
                conflict.id().toString(),
                conflict.otherPerson() == null ? null : conflict.otherPerson().toString(),
                conflict.unit() == null ? null : conflict.unit().toString());
    }
}
