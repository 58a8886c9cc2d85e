package org.earshot.flows;

import java.util.Set;

/// A way out of a step.
///
/// @param pointer where it is written
/// @param keys how many keys a caller presses (or words says) to go it; 0 when it is gone without
/// @param sets the variables that are set on it
/// @param agrees whether the caller has said on it how the words may be kept
record Way(String from, String to, String pointer, int keys, Set<String> sets, boolean agrees) {

    Way {
        sets = Set.copyOf(sets);
    }

    static Way silent(String from, String to, String pointer) {
        return keyed(from, to, pointer, 0);
    }

    static Way keyed(String from, String to, String pointer, int keys) {
        return new Way(from, to, pointer, keys, Set.of(), false);
    }

    Way setting(Set<String> variables) {
        return new Way(from, to, pointer, keys, variables, agrees);
    }

    Way agreeing(boolean agreed) {
        return new Way(from, to, pointer, keys, sets, agrees || agreed);
    }

    boolean silent() {
        return keys == 0;
    }
}
