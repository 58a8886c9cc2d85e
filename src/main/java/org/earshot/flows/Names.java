package org.earshot.flows;

import java.util.Optional;
import java.util.Set;

/// The names a flow may use and that are not in the folder of the flows but in the settings. Empty
/// where nobody can tell, as on the desk of who writes a flow.
public record Names(
        Optional<Set<String>> queues, Optional<Set<String>> targets, Optional<Set<String>> hooks) {

    public Names {
        queues = queues.map(Set::copyOf);
        targets = targets.map(Set::copyOf);
        hooks = hooks.map(Set::copyOf);
    }

    public static Names unknown() {
        return new Names(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
