package org.earshot.ivr;

/// How a report ended.
public enum ReportEnd {
    KEY,
    SILENCE,
    LIMIT,
    HANGUP;

    static ReportEnd of(SpeechEnd end) {
        return switch (end) {
            case SpeechEnd.Key _ -> KEY;
            case SpeechEnd.Silence _ -> SILENCE;
            case SpeechEnd.Limit _ -> LIMIT;
        };
    }
}
