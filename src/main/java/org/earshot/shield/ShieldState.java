package org.earshot.shield;

import java.util.List;
import java.util.Map;

/// How the shield does, for those who run it.
///
/// @param ready whether it takes calls
/// @param epochs names of the days whose tokens it can open, oldest first
/// @param keys what of them needs a person
/// @param counters what it has counted since its start, by name
public record ShieldState(
        boolean ready, List<String> epochs, Keys keys, Map<String, Long> counters) {

    /// @param clockHeld the system clock jumped, so nothing is destroyed
    /// @param overdue days whose keys should be gone and are not
    /// @param trouble why keys are not turned, in a sentence; empty when all is well
    public record Keys(boolean clockHeld, List<String> overdue, String trouble) {

        /// Nothing to do.
        public static final Keys IN_ORDER = new Keys(false, List.of(), "");

        public Keys {
            overdue = List.copyOf(overdue);
        }
    }

    /// Of a running shield.
    ///
    /// @param trouble as [KeyTimer#trouble] says it
    public static ShieldState of(KeyReport keys, String trouble, ShieldCounters counters) {
        return new ShieldState(
                true,
                keys.living().stream().map(KeyReport.Living::day).toList(),
                new Keys(keys.clockHeld(), keys.overdue(), trouble),
                Map.of("admitted", counters.admitted(), "refused", counters.refused()));
    }

    public ShieldState {
        epochs = List.copyOf(epochs);
        counters = Map.copyOf(counters);
    }
}
