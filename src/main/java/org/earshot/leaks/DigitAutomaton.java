package org.earshot.leaks;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/// Finds digit strings whatever separators stand between the digits: the same automaton as
/// [Automaton] over an alphabet of ten, small enough for full rows.
final class DigitAutomaton {

    /// More separators than this in a row end a number; an opening bracket after a line break makes
    /// four.
    static final int MOST_SEPARATORS = 5;

    static final byte OTHER = 11;
    static final byte SEPARATOR = 10;

    /// Digits are their value.
    private static final byte[] KINDS = kinds();

    private static final int NONE = -1;

    private int[] rows = new int[16 * 64];
    private int[] ending = new int[64];
    private int[] shorter = new int[64];
    private int states = 1;
    private final int[] lengths;
    private final int[] nextEnding;

    DigitAutomaton(List<String> needles) {
        this.lengths = needles.stream().mapToInt(String::length).toArray();
        this.nextEnding = new int[lengths.length];
        Arrays.fill(nextEnding, NONE);
        Arrays.fill(ending, NONE);
        for (int needle = 0; needle < lengths.length; needle++) {
            insert(needles.get(needle), needle);
        }
        link();
    }

    /// @return a digit's value, [#SEPARATOR] or [#OTHER]
    static int kind(byte octet) {
        return KINDS[octet & 0xff];
    }

    /// The next state, negative if a needle ends there.
    int next(int state, int digit) {
        return rows[(state << 4) | digit];
    }

    void endings(int state, Automaton.Ending found) {
        for (int at = state; at != NONE; at = shorter[at]) {
            for (int needle = ending[at]; needle != NONE; needle = nextEnding[needle]) {
                found.at(needle, lengths[needle]);
            }
        }
    }

    private void insert(String digits, int needle) {
        int at = 0;
        for (int i = 0; i < digits.length(); i++) {
            int slot = (at << 4) | (digits.charAt(i) - '0');
            if (rows[slot] == 0) {
                int added = newState();
                rows[slot] = added;
            }
            at = rows[slot];
        }
        nextEnding[needle] = ending[at];
        ending[at] = needle;
    }

    private int newState() {
        if (states == ending.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
            shorter = Arrays.copyOf(shorter, states * 2);
            ending = Arrays.copyOf(ending, states * 2);
            Arrays.fill(ending, states, states * 2, NONE);
        }
        return states++;
    }

    /// Breadth first: the row a state falls back to is complete before its own is filled.
    private void link() {
        var failure = new int[states];
        var queue = new ArrayDeque<Integer>();
        shorter[0] = NONE;
        queue.add(0);
        while (!queue.isEmpty()) {
            int state = queue.remove();
            for (int digit = 0; digit < 10; digit++) {
                int slot = (state << 4) | digit;
                int child = rows[slot];
                int fallback = state == 0 ? 0 : rows[(failure[state] << 4) | digit];
                if (child == 0) {
                    rows[slot] = fallback;
                } else {
                    failure[child] = fallback;
                    shorter[child] = ending[fallback] != NONE ? fallback : shorter[fallback];
                    queue.add(child);
                }
            }
        }
        markEnds();
    }

    private void markEnds() {
        for (int state = 0; state < states; state++) {
            for (int digit = 0; digit < 10; digit++) {
                int target = rows[(state << 4) | digit];
                if (ending[target] != NONE || shorter[target] != NONE) {
                    rows[(state << 4) | digit] = target | Automaton.ENDS;
                }
            }
        }
    }

    private static byte[] kinds() {
        var kinds = new byte[256];
        Arrays.fill(kinds, OTHER);
        for (int digit = 0; digit < 10; digit++) {
            kinds['0' + digit] = (byte) digit;
        }
        for (char separator : "\0 \t\r\n-.()[]{}/_,:;=+'\"~|".toCharArray()) {
            kinds[separator] = SEPARATOR;
        }
        // UTF-8 of no-break spaces (U+00A0, U+202F, U+2009) and of hyphens and dashes (U+2010-2015)
        for (int octet : new int[] {0xc2, 0xa0, 0xe2, 0x80, 0xaf, 0x89}) {
            kinds[octet] = SEPARATOR;
        }
        for (int octet = 0x90; octet <= 0x95; octet++) {
            kinds[octet] = SEPARATOR;
        }
        return kinds;
    }
}
