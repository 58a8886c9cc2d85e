package org.earshot.masking;

/// In which direction a binding lets calls pass. The operators number them 0, 1 and 2.
public enum CallDirection {
    BOTH,
    A_TO_B,
    B_TO_A;

    /// @param of that of a call, so not [#BOTH]
    boolean allows(CallDirection of) {
        return this == BOTH || this == of;
    }
}
