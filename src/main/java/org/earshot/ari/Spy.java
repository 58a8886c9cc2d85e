package org.earshot.ari;

/// Which direction of a channel is listened to.
public enum Spy {
    /// What the other party says.
    IN,
    /// What the other party hears.
    OUT;

    String word() {
        return switch (this) {
            case IN -> "in";
            case OUT -> "out";
        };
    }
}
