package org.earshot.shield;

/// The two sides of the shield.
public enum Side {
    /// The carrier's: real numbers.
    OUTER,
    /// Asterisk's: tokens only.
    INNER;

    /// The index of its listening point, for [org.earshot.sip.SipSink].
    public int port() {
        return this == OUTER ? 0 : 1;
    }

    public Side other() {
        return this == OUTER ? INNER : OUTER;
    }
}
