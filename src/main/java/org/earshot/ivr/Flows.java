package org.earshot.ivr;

import java.util.List;
import java.util.Optional;

/// The published flows.
public interface Flows {

    /// The version in force now; empty when there is no such flow.
    Optional<Flow> named(String name);

    /// A version that was in force once: calls stay in the one they began in.
    ///
    /// @param sha256 in hex
    Optional<Flow> version(String sha256);

    /// These and no others.
    static Flows of(Flow... flows) {
        var all = List.of(flows);
        return new Flows() {
            @Override
            public Optional<Flow> named(String name) {
                return all.stream().filter(flow -> flow.name().equals(name)).findFirst();
            }

            @Override
            public Optional<Flow> version(String sha256) {
                return all.stream().filter(flow -> flow.sha256().equals(sha256)).findFirst();
            }
        };
    }
}
