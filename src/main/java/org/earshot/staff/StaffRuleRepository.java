package org.earshot.staff;

import java.util.Map;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.postgresql.util.PSQLException;

/// What the constraints of the tables mean in words: the database decides, so no race gets by.
final class StaffRuleRepository {

    private static final Map<String, StaffRefused> RULES =
            Map.of(
                    "unit_no_cycle",
                    StaffRefused.notAllowed("a unit cannot lie below itself"),
                    "unit_depth",
                    StaffRefused.notAllowed("a unit lies below 16 others at most"),
                    "unit_one_root",
                    StaffRefused.notAllowed("there is one topmost unit; name the unit above"),
                    "unit_parent_name_key",
                    StaffRefused.taken("there is a unit of this name there"),
                    "unit_parent_fkey",
                    StaffRefused.unknown("unit above"),
                    "person_sign_in_name_key",
                    StaffRefused.taken("this sign-in name was given to somebody before"),
                    "person_unit_id_fkey",
                    StaffRefused.unknown("unit"),
                    "staff_conflict_other_person_fkey",
                    StaffRefused.unknown("person to have a conflict with"),
                    "staff_conflict_unit_id_fkey",
                    StaffRefused.unknown("unit to have a conflict with"),
                    "staff_work_person_id_here_fkey",
                    StaffRefused.notAllowed("open work is with people who are here"));

    private StaffRuleRepository() {}

    /// @throws StaffRefused when a constraint with words of its own refused it
    static <T> T translate(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException failure) {
            if (failure.getCause() instanceof PSQLException refused
                    && refused.getServerErrorMessage() != null) {
                var constraint = refused.getServerErrorMessage().getConstraint();
                var rule = constraint == null ? null : RULES.get(constraint);
                if (rule != null) {
                    throw rule;
                }
            }
            throw failure;
        }
    }
}
