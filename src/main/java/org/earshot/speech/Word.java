package org.earshot.speech;

import java.time.Duration;

/// One recognised word.
///
/// @param start from the first sample of the session
/// @param confidence 0 to 1, as the engine sees it; small models are sure of wrong words too
public record Word(String text, Duration start, Duration end, double confidence) {

    /// The same word, later.
    public Word shifted(Duration by) {
        return new Word(text, start.plus(by), end.plus(by), confidence);
    }

    /// Never the word: callers' words are in no log.
    @Override
    public String toString() {
        return "Word(" + start + " to " + end + ")";
    }
}
