package org.earshot.audit;

import java.util.UUID;

/// Who did something.
public sealed interface Actor {

    /// A member of staff, by id: the name is not in the log.
    record Staff(UUID id) implements Actor {
        @Override
        public String toString() {
            return "staff:" + id;
        }
    }

    /// A part of the system, for instance `core`.
    record Component(String name) implements Actor {

        public Component {
            Deed.require("a component", name);
        }

        @Override
        public String toString() {
            return "system:" + name;
        }
    }
}
