package org.earshot.ivr;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// All a call needs to go on in another process. Variables may hold what a caller keyed: whoever
/// keeps this seals it.
///
/// @param sha256 of the flow the caller is in, in hex
/// @param calling the flows that called this one, the first one first
public record FlowState(
        String flow,
        String sha256,
        String step,
        Locale language,
        Pace pace,
        Optional<Consent> consent,
        Map<String, String> variables,
        List<Frame> calling) {

    public FlowState {
        variables = Map.copyOf(variables);
        calling = List.copyOf(calling);
    }

    /// A flow that waits for the one it called.
    ///
    /// @param next where it goes on
    public record Frame(String flow, String sha256, String next) {}

    /// Without the variables' values.
    @Override
    public String toString() {
        return "FlowState[" + flow + ", " + step + "]";
    }
}
