package org.earshot.leaks;

import java.util.ArrayList;
import java.util.List;

/// Everything that is looked for, ready to be found: both automata and what their patterns mean.
/// Immutable; all searches share it.
final class Patterns {

    private final List<Spelling> needles = new ArrayList<>();
    private final List<Spelling> digitNeedles = new ArrayList<>();
    private final Automaton automaton;
    private final Prefixes prefixes;
    private final DigitAutomaton digits;

    Patterns(List<SoughtNumber> numbers) {
        List<byte[]> octets = new ArrayList<>();
        List<String> strings = new ArrayList<>();
        for (SoughtNumber number : numbers) {
            Spellings.of(
                    number,
                    (encoding, pattern) -> {
                        needles.add(new Spelling(number, encoding));
                        octets.add(pattern);
                    });
            DigitSpellings.of(
                    number,
                    (encoding, pattern) -> {
                        digitNeedles.add(new Spelling(number, encoding));
                        strings.add(pattern);
                    });
        }
        this.automaton = Automaton.of(octets);
        this.prefixes = new Prefixes(octets);
        this.digits = new DigitAutomaton(strings);
    }

    Automaton automaton() {
        return automaton;
    }

    /// Where the automaton need not look.
    Prefixes prefixes() {
        return prefixes;
    }

    DigitAutomaton digits() {
        return digits;
    }

    Spelling needle(int pattern) {
        return needles.get(pattern);
    }

    Spelling digitNeedle(int pattern) {
        return digitNeedles.get(pattern);
    }

    int count() {
        return needles.size() + digitNeedles.size();
    }
}
