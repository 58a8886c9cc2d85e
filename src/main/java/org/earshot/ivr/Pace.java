package org.earshot.ivr;

import java.time.Duration;

/// How fast we speak and how long we wait.
public enum Pace {
    NORMAL,
    /// Prompts spoken at three quarters of the speed, all waits half as long again.
    SLOW;

    /// How long to wait at this pace.
    public Duration stretch(Duration wait) {
        return switch (this) {
            case NORMAL -> wait;
            case SLOW -> wait.multipliedBy(3).dividedBy(2);
        };
    }
}
