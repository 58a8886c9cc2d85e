package org.earshot.leaks;

/// Octets that hold a number, made for the proof by other code than the patterns: by the JDK's own
/// encoders where it has them, and over a whole sentence, as programs would.
final class Plant {

    private final String what;
    private final Encoding encoding;
    private final byte[] octets;

    Plant(String what, Encoding encoding, byte[] octets) {
        this.what = what;
        this.encoding = encoding;
        this.octets = octets;
    }

    String what() {
        return what;
    }

    Encoding encoding() {
        return encoding;
    }

    byte[] octets() {
        return octets.clone();
    }
}
