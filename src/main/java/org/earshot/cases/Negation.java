package org.earshot.cases;

import java.util.List;
import org.earshot.cases.Reading.Unit;

/// How a language says no, roughly: a negating word beside a keyword. It only ever lowers a match
/// by one step, because a rule that is wrong about a "no" must not hide a report.
///
/// @param except phrases that hold a negating word and negate nothing ("有没有" asks)
/// @param reach how many units may lie between it and the keyword
record Negation(List<Keyword> words, List<Keyword> except, Side side, int reach) {

    enum Side {
        BEFORE,
        AFTER
    }

    boolean negates(List<Unit> units, int from, int end) {
        return words.stream().anyMatch(word -> standsBeside(word, units, from, end));
    }

    private boolean standsBeside(Keyword word, List<Unit> units, int from, int end) {
        for (int gap = 0; gap <= reach; gap++) {
            int start =
                    switch (side) {
                        case BEFORE -> from - gap - word.length();
                        case AFTER -> end + gap;
                    };
            int first = Math.min(start + word.length(), end);
            int last = Math.max(start, from);
            if (word.matches(units, start)
                    && !isExcepted(units, start)
                    && units.subList(first, last).stream().noneMatch(Reading::isBreak)) {
                return true;
            }
        }
        return false;
    }

    private boolean isExcepted(List<Unit> units, int at) {
        return except.stream()
                .anyMatch(phrase -> {
                    for (int i = at - phrase.length() + 1; i <= at; i++) {
                        if (phrase.matches(units, i)) {
                            return true;
                        }
                    }
                    return false;
                });
    }
}
