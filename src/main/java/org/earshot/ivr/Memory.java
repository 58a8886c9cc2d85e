package org.earshot.ivr;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a call remembers: variables, shared by all its flows, and what the caller agreed to.
final class Memory {

    private final Map<String, String> variables;
    private Optional<Consent> consent;

    Memory(Map<String, String> variables, Optional<Consent> consent) {
        this.variables = new HashMap<>(variables);
        this.consent = consent;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    void set(String name, String value) {
        variables.put(name, value);
    }

    void setAll(Map<String, String> values) {
        variables.putAll(values);
    }

    Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    /// Those of `names` that are set.
    Map<String, String> only(Set<String> names) {
        var some = new HashMap<>(variables);
        some.keySet().retainAll(names);
        return Map.copyOf(some);
    }

    Optional<Consent> consent() {
        return consent;
    }

    void consent(Consent given) {
        consent = Optional.of(given);
    }
}
