package org.earshot.telephony;

import java.util.Optional;

/// A key of the telephone: `0`-`9`, `*`, `#`, `A`-`D` ([RFC 4733, section
/// 3.2](https://www.rfc-editor.org/rfc/rfc4733#section-3.2); event codes 0-15 in that order).
public record Dtmf(char symbol) {

    private static final String EVENTS = "0123456789*#ABCD";

    public static final Dtmf HASH = new Dtmf('#');

    public Dtmf {
        if (EVENTS.indexOf(symbol) < 0) {
            throw new IllegalArgumentException(
                    "not a telephone key: U+%04X".formatted((int) symbol));
        }
    }

    public static Optional<Dtmf> of(char symbol) {
        return EVENTS.indexOf(symbol) < 0 ? Optional.empty() : Optional.of(new Dtmf(symbol));
    }

    /// The event code of RFC 4733, 0 to 15.
    public int event() {
        return EVENTS.indexOf(symbol);
    }

    public boolean isDigit() {
        return symbol >= '0' && symbol <= '9';
    }

    /// Never the key itself: what a caller keys may be a secret.
    @Override
    public String toString() {
        return "Dtmf(?)";
    }
}
