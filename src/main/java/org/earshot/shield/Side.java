package org.earshot.shield;

/// The two sides of the shield. Its ordinal is the index of the listening point.
public enum Side {
    /// The carrier's: real numbers.
    OUTER,
    /// Asterisk's: tokens only.
    INNER;

    public Side other() {
        return this == OUTER ? INNER : OUTER;
    }
}
