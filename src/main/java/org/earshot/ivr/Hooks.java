package org.earshot.ivr;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Other systems, over HTTP.
public interface Hooks {

    /// @param send variables, name to value
    /// @param pointers JSON pointers into the answer
    /// @return the values at the pointers; empty on a timeout, a refusal, or when one is missing
    Optional<Map<String, String>> ask(
            String hook, Map<String, String> send, Set<String> pointers, Duration timeout);
}
