package org.earshot.rights;

import java.util.Locale;

/// What the policy says to an act, the strictest first.
public enum Grant {
    DENIED("denied"),
    /// When a second person agrees to this very act first.
    TWO("with two people"),
    /// When the person says why.
    PURPOSE("with a purpose"),
    GRANTED("granted");

    private final String words;

    Grant(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
