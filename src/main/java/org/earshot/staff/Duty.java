package org.earshot.staff;

import java.util.Optional;
import java.util.Set;
import org.earshot.rights.Role;

/// What roles serve. All roles of one person serve the same: whoever works on cases keeps neither
/// the keys nor the people, whoever reads the log does nothing that it must show, and whoever could
/// destroy a key cannot give themselves the rights to what it seals.
public enum Duty {
    WORK,
    AUDIT,
    KEYS,
    HOUSE;

    public static Duty of(Role role) {
        return switch (role) {
            case AGENT, REVIEWER, SPECIALIST, UNIT_OFFICER, SUPERVISOR -> WORK;
            case AUDITOR -> AUDIT;
            case CUSTODIAN -> KEYS;
            case ADMINISTRATOR -> HOUSE;
        };
    }

    /// @return empty where there is no role
    /// @throws StaffRefused when they must not meet in one person
    static Optional<Duty> of(Set<Role> roles) {
        var duties = roles.stream().map(Duty::of).distinct().toList();
        if (duties.size() > 1) {
            throw StaffRefused.notAllowed(
                    "the roles "
                            + String.join(", ", roles.stream().map(Role::name).sorted().toList())
                            + " must not meet in one person; give them to several");
        }
        return duties.stream().findFirst();
    }
}
