package org.earshot.rights;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Who may do what: one table of role, act and relation, and three rules above it. A conflict of
/// interest denies whatever a role grants; some roles go with no other; no role, no right.
public final class Policy {

    private final Map<Right, ActLine> acts;
    private final Map<Cell, Grant> cells;
    private final Set<Role> alone;

    Policy(Map<Right, ActLine> acts, Map<Cell, Grant> cells, Set<Role> alone) {
        this.acts = new EnumMap<>(acts);
        this.cells = new HashMap<>(cells);
        this.alone = EnumSet.copyOf(alone);
    }

    /// What an act is, in the table's words.
    ///
    /// @param isContent whether it shows something of a report
    public record ActLine(String words, boolean isContent) {}

    /// The table that comes with the program.
    public static Policy builtIn() {
        return PolicyFile.builtIn();
    }

    /// What the table says for one role; denied where it says nothing.
    public Grant cell(Role role, Right right, Relation relation) {
        return cells.getOrDefault(new Cell(role, right, relation), Grant.DENIED);
    }

    public ActLine act(Right right) {
        return Objects.requireNonNull(acts.get(right));
    }

    /// Roles that go with no other.
    public Set<Role> alone() {
        return EnumSet.copyOf(alone);
    }

    /// Whether one person may have all of these.
    public boolean goTogether(Set<Role> roles) {
        return roles.size() < 2 || roles.stream().noneMatch(alone::contains);
    }

    public Decision decide(Subject subject, Right right, Target target) {
        Relation relation = Relation.of(subject, target);
        if (isConflict(subject, target)) {
            return denied(
                    right, relation, "A conflict of interest is noted; another person has to.");
        }
        return decide(subject.roles(), right, relation);
    }

    /// Without a person and an object: for those who ask what the policy would say. Knows no
    /// conflict of interest.
    public Decision decide(Set<Role> roles, Right right, Relation relation) {
        if (roles.isEmpty()) {
            return denied(right, relation, "Nobody has a right without a role in force.");
        }
        if (!goTogether(roles)) {
            return denied(
                    right,
                    relation,
                    "The roles " + names(roles) + " of one person exclude each other.");
        }
        return byRole(roles, right, relation);
    }

    private Decision byRole(Set<Role> roles, Right right, Relation relation) {
        Role best =
                roles.stream()
                        .max(
                                Comparator.comparing((Role role) -> cell(role, right, relation))
                                        .thenComparing(Comparator.reverseOrder()))
                        .orElseThrow();
        Grant grant = cell(best, right, relation);
        if (grant == Grant.DENIED) {
            return denied(
                    right,
                    relation,
                    "%s is not for %s where the object is %s (%s)."
                            .formatted(right.id(), names(roles), relation, relation.words()));
        }
        return new Decision(
                right,
                relation,
                grant,
                "%s may %s where the object is %s (%s): %s."
                        .formatted(
                                best.id(), right.id(), relation, relation.words(), grant.words()));
    }

    private static boolean isConflict(Subject subject, Target target) {
        return target.barred().contains(subject.person())
                || target.owners().stream().anyMatch(subject.conflicts()::contains)
                || target.unit().stream()
                        .flatMap(path -> path.units().stream())
                        .anyMatch(subject.conflicts()::contains);
    }

    private static Decision denied(Right right, Relation relation, String reason) {
        return new Decision(right, relation, Grant.DENIED, reason);
    }

    private static String names(Set<Role> roles) {
        SortedSet<Role> sorted = new TreeSet<>(roles);
        return sorted.stream().map(Role::id).collect(joining(", "));
    }
}
