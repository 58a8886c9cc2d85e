package org.earshot.ivr;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.earshot.telephony.Dtmf;

/// What a caller answered to a question that may be answered aloud.
public sealed interface Answer {

    record Key(Dtmf key) implements Answer {}

    /// One of the phrases asked for.
    record Words(String phrase) implements Answer {}

    record Nothing() implements Answer {}

    /// What is waited for.
    ///
    /// @param phrases as the recogniser of that language writes them; no others are recognised
    record Expected(Set<String> phrases, Locale language, Duration timeout) {
        public Expected {
            phrases = Set.copyOf(phrases);
        }
    }
}
