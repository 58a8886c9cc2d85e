package org.earshot.masking;

/// What a mask is for, in the operators' letters: A the protected party, B the designated
/// counterpart, X and Y masks, E an extension, G a group.
public enum MaskMode {
    /// Anyone who dials X reaches A; A who dials X reaches the callee set for it.
    AX,
    /// A and B reach each other by dialling X; nobody else reaches anybody.
    AXB,
    /// Anyone dials X and keys E to reach the A of E; A who dials X reaches the last caller.
    AXE,
    /// A dials Y to reach B, B dials X to reach A; each sees the other's mask.
    AXYB,
    /// Any member of G dials X to reach A; A who dials X reaches the default B.
    AXG,
    /// *Block mode*: no binding is kept, the owner of X is asked at each call.
    X
}
