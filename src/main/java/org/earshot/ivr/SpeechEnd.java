package org.earshot.ivr;

import org.earshot.telephony.Dtmf;

/// Why [Line#listen] stopped.
public sealed interface SpeechEnd {

    /// One of the stop keys.
    record Key(Dtmf key) implements SpeechEnd {}

    record Silence() implements SpeechEnd {}

    record Limit() implements SpeechEnd {}
}
