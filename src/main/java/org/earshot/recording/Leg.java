package org.earshot.recording;

/// One side of a call.
public enum Leg {
    /// What the caller says.
    CALLER('C'),
    /// What our prompts say.
    SYSTEM('S'),
    /// What an agent says.
    AGENT('A');

    private final char code;

    Leg(char code) {
        this.code = code;
    }

    /// As the journal writes it.
    byte code() {
        return (byte) code;
    }
}
