package org.earshot.shield;

import java.util.List;
import java.util.Map;

/// How the shield does, for those who run it.
///
/// @param ready whether it takes calls
/// @param epochs names of the days whose tokens it can open, oldest first
/// @param counters what it has counted since its start, by name
public record ShieldState(boolean ready, List<String> epochs, Map<String, Long> counters) {

    public ShieldState {
        epochs = List.copyOf(epochs);
        counters = Map.copyOf(counters);
    }
}
