package org.earshot.audit;

/// The way to a witness.
@FunctionalInterface
public interface WitnessLink {

    /// @param request the body of an add-checkpoint request
    /// @return 503 when it cannot be reached
    WitnessAnswer ask(String request);
}
