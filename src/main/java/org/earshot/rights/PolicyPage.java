package org.earshot.rights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/// The policy as people read it: one line an act, one column a role.
public final class PolicyPage {

    private final Policy policy;

    public PolicyPage(Policy policy) {
        this.policy = policy;
    }

    /// What a role may, for instance `own; same, below (purpose)`; empty when nothing.
    public String cell(Role role, Right right) {
        Map<Grant, List<String>> places = new LinkedHashMap<>();
        for (Relation relation : Relation.values()) {
            Grant grant = policy.cell(role, right, relation);
            if (grant != Grant.DENIED) {
                places.computeIfAbsent(grant, _ -> new ArrayList<>()).add(relation.toString());
            }
        }
        return places.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + suffix(entry.getKey()))
                .collect(Collectors.joining("; "));
    }

    private static String suffix(Grant grant) {
        return switch (grant) {
            case GRANTED, DENIED -> "";
            case PURPOSE, TWO -> " (" + grant + ")";
        };
    }

    /// The page of the documentation.
    public String markdown() {
        var page = new StringBuilder(HEAD);
        for (Relation relation : Relation.values()) {
            page.append("| ").append(relation).append(" | ").append(relation.words());
            page.append(" |\n");
        }
        page.append("\n`(purpose)`: the person says why, and it goes into the log. `(two)`: ");
        page.append("another person agrees first.\nRoles that go with no other: ");
        page.append(policy.alone().stream().sorted().map(Role::id).collect(listing()));
        page.append(".\n\n## The table\n\nActs in **bold** show something of a report.\n\n| act |");
        each(page, Role::id);
        page.append("|---|").append("---|".repeat(Role.values().length)).append('\n');
        for (Right right : Right.values()) {
            String name = "`" + right.id() + "`";
            page.append("| ").append(policy.act(right).isContent() ? "**" + name + "**" : name);
            page.append(" |");
            each(page, role -> cell(role, right));
        }
        page.append("\n## The acts\n\n| act | what it is |\n|---|---|\n");
        for (Right right : Right.values()) {
            page.append("| `").append(right.id()).append("` | ");
            page.append(policy.act(right).words()).append(" |\n");
        }
        return page.toString();
    }

    private static void each(StringBuilder page, Function<Role, String> text) {
        Arrays.stream(Role.values())
                .forEach(role -> page.append(' ').append(text.apply(role)).append(" |"));
        page.append('\n');
    }

    private static Collector<CharSequence, ?, String> listing() {
        return Collectors.joining(", ");
    }

    private static final String HEAD =
            """
            <!-- Made from src/main/resources/rights/policy.txt by PolicyPageTest; do not edit. -->
            # Who may do what

            What is not in the table is denied. A conflict of interest denies whatever a role grants. Who has no role in force
            (no pledge of confidentiality in date) has no right.

            A place says where the object stands to the person:

            | place | the object is |
            |---|---|
            """;
}
