package org.earshot.rights;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/// People and objects for the tests: a small tree of units, and somebody in the middle of it.
final class Staff {

    static final UUID NATION = new UUID(0, 1);
    static final UUID PROVINCE = new UUID(0, 2);
    static final UUID CITY = new UUID(0, 3);
    static final UUID OTHER_PROVINCE = new UUID(0, 4);

    static final UnitPath ABOVE = path(NATION);
    static final UnitPath HERE = path(NATION, PROVINCE);
    static final UnitPath BELOW = path(NATION, PROVINCE, CITY);
    static final UnitPath BESIDE = path(NATION, OTHER_PROVINCE);

    static final UUID PERSON = new UUID(1, 1);

    private Staff() {}

    static UnitPath path(UUID... units) {
        return new UnitPath(List.of(units));
    }

    static Subject with(Role... roles) {
        return new Subject(PERSON, Set.of(roles), HERE, Set.of());
    }

    static Target at(Relation relation) {
        return switch (relation) {
            case OWN -> Target.of(BESIDE).ownedBy(PERSON);
            case SAME -> Target.of(HERE);
            case BELOW -> Target.of(BELOW);
            case ABOVE -> Target.of(ABOVE);
            case OTHER -> Target.of(BESIDE);
            case DELETED -> Target.of(HERE).ownedBy(PERSON).deleted();
            case NONE -> Target.SITE;
        };
    }
}
