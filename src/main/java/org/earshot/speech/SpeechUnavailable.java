package org.earshot.speech;

import org.jspecify.annotations.Nullable;

/// The words of this session are not to be had, or not all of them. The call goes on; the
/// transcript is made from the recording later.
public final class SpeechUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    /// Why, in so far as it matters to what happens next.
    public enum Reason {
        /// No model speaks this language: trying again is in vain until someone configures one.
        NO_MODEL,
        /// No recogniser could be reached; nothing was sent to it.
        AWAY,
        /// The recogniser went away while it listened, or talked nonsense.
        BROKEN,
        /// The recogniser fell behind the speaker by more than we keep.
        BEHIND
    }

    private final Reason reason;

    public SpeechUnavailable(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public SpeechUnavailable(Reason reason, String message) {
        this(reason, message, null);
    }

    public Reason reason() {
        return reason;
    }
}
