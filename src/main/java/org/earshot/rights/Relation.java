package org.earshot.rights;

import java.util.Locale;
import java.util.Optional;

/// Where an object stands to the person who wants to do something with it.
public enum Relation {
    OWN("given to this person, made by it, or this person itself"),
    SAME("of the same unit"),
    BELOW("of a unit below"),
    ABOVE("of a unit above"),
    OTHER("of any other unit"),
    DELETED("destroyed: only its traces are left"),
    NONE("no object: the whole site");

    private final String words;

    Relation(String words) {
        this.words = words;
    }

    /// What is destroyed is nobody's own any more. What belongs to no unit is somebody's own or of
    /// another unit, so that an object whose unit was forgotten is the farthest away.
    public static Relation of(Subject subject, Target target) {
        if (!target.exists()) {
            return NONE;
        }
        if (target.isDeleted()) {
            return DELETED;
        }
        if (target.owners().contains(subject.person())) {
            return OWN;
        }
        Optional<UnitPath> unit = target.unit();
        return unit.map(path -> between(subject.unit(), path)).orElse(OTHER);
    }

    private static Relation between(UnitPath person, UnitPath object) {
        if (object.equals(person)) {
            return SAME;
        }
        if (object.isBelow(person)) {
            return BELOW;
        }
        return person.isBelow(object) ? ABOVE : OTHER;
    }

    public String words() {
        return words;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
