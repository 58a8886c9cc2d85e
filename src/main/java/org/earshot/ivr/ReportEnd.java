package org.earshot.ivr;

/// How a report ended.
public enum ReportEnd {
    KEY,
    SILENCE,
    LIMIT,
    HANGUP;

    static ReportEnd of(SpeechEnd end) {
        return switch (end) {
            case KEY -> KEY;
            case SILENCE -> SILENCE;
            case LIMIT -> LIMIT;
        };
    }
}
