package org.earshot.cases;

import java.util.List;

/// How the rules sorted a report, and why.
public record Screening(
        Category category, Priority priority, List<Reason> reasons, String rulesVersion) {

    public Screening {
        reasons = List.copyOf(reasons);
    }

    /// Whether this later screening (of a complete transcript, after a broken one) is to take the
    /// place of `before`. Priority only ever rises by itself: lowering it is a person's decision.
    boolean replaces(Screening before) {
        if (priority != before.priority) {
            return priority.isAbove(before.priority);
        }
        return category != before.category
                && (before.category.saysLittle() || !category.saysLittle());
    }
}
