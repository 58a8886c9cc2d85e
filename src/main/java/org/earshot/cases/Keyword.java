package org.earshot.cases;

import java.util.List;
import java.util.stream.Stream;
import org.earshot.cases.Reading.Unit;

/// A word or phrase of the rule file. `*` at the end of a word lets any ending follow, at its
/// beginning anything precede.
record Keyword(String written, List<Part> parts, boolean onlyAsWord) {

    record Part(String text, boolean anyStart, boolean anyEnd) {

        boolean fits(String unit) {
            if (anyStart) {
                return anyEnd ? unit.contains(text) : unit.endsWith(text);
            }
            return anyEnd ? unit.startsWith(text) : unit.equals(text);
        }
    }

    /// @throws IllegalArgumentException when nothing is left to search for
    static Keyword of(String written, Units kind) {
        var parts =
                switch (kind) {
                    case WORDS -> words(written, false);
                    case STEMS -> words(written, true);
                    case CHARACTERS -> characters(written);
                };
        if (parts.isEmpty() || parts.stream().anyMatch(part -> part.text().isEmpty())) {
            throw new IllegalArgumentException(
                    "keyword '" + written + "' holds nothing to search for");
        }
        // One Chinese character is part of too many words to be searched for inside them.
        return new Keyword(written, parts, kind == Units.CHARACTERS && parts.size() == 1);
    }

    boolean matches(List<Unit> units, int from) {
        int end = from + parts.size();
        if (from < 0 || end > units.size()) {
            return false;
        }
        for (int i = from; i < end; i++) {
            if (!parts.get(i - from).fits(units.get(i).text())) {
                return false;
            }
        }
        return !onlyAsWord || (units.get(from).startsWord() && units.get(from).endsWord());
    }

    int length() {
        return parts.size();
    }

    private static List<Part> words(String written, boolean stems) {
        return Stream.of(Reading.normal(written).strip().split("\\s+"))
                .map(word ->
                        new Part(
                                word.replace("*", ""),
                                word.startsWith("*"),
                                stems || word.endsWith("*")))
                .toList();
    }

    private static List<Part> characters(String written) {
        return Reading.of(written, Units.CHARACTERS).stream()
                .map(unit -> new Part(unit.text(), false, false))
                .toList();
    }
}
