package org.earshot.cases;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A text made ready for the search: a row of units, without case, width or punctuation.
final class Reading {

    /// @param endsWord whether it is the last character of a word as written (always, for words)
    record Unit(String text, boolean startsWord, boolean endsWord) {}

    /// Stands where a sentence or utterance ends: no keyword and no negation reaches across.
    private static final Unit BREAK = new Unit("", true, true);

    private static final String ENDINGS = ".,;:!?。、\n";

    private final Units kind;
    private final List<Unit> units = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();

    private Reading(Units kind) {
        this.kind = kind;
    }

    static List<Unit> of(String text, Units kind) {
        var reading = new Reading(kind);
        normal(text).codePoints().forEach(reading::take);
        reading.endWord();
        return List.copyOf(reading.units);
    }

    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replace('\u2019', '\'')
                .toLowerCase(Locale.ROOT);
    }

    static boolean isBreak(Unit unit) {
        return unit.text().isEmpty();
    }

    private void take(int symbol) {
        if (Character.isLetterOrDigit(symbol) || symbol == '\'') {
            word.appendCodePoint(symbol);
            return;
        }
        endWord();
        if (ENDINGS.indexOf(symbol) >= 0) {
            units.add(BREAK);
        }
    }

    private void endWord() {
        if (word.isEmpty()) {
            return;
        }
        switch (kind) {
            case WORDS, STEMS -> units.add(new Unit(word.toString(), true, true));
            case CHARACTERS -> addCharacters();
        }
        word.setLength(0);
    }

    private void addCharacters() {
        int[] symbols = word.codePoints().toArray();
        for (int i = 0; i < symbols.length; i++) {
            units.add(new Unit(Character.toString(symbols[i]), i == 0, i == symbols.length - 1));
        }
    }
}
