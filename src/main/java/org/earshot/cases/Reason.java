package org.earshot.cases;

/// Why a report was sorted as it was: `keyword` of `rule` was said.
///
/// @param negated a negation stood beside it, so it counted one step less pressing
public record Reason(String rule, String keyword, boolean negated) {

    /// Never the keyword: it is what the caller said.
    @Override
    public String toString() {
        return "Reason(" + rule + ")";
    }
}
