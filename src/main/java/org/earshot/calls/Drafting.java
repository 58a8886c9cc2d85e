package org.earshot.calls;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.earshot.recording.Leg;
import org.earshot.recording.LiveRecording;
import org.earshot.telephony.CallId;
import org.jspecify.annotations.Nullable;

/// The draft of one call that is up: what the caller says between the begin and the end of a
/// report, a note or a comment, where the words may be kept and the sound may not. Otherwise
/// silence.
final class Drafting {

    private final CallServices services;
    private final CallId call;
    private volatile @Nullable LiveRecording draft;
    private boolean speaking;

    Drafting(CallServices services, CallId call) {
        this.services = services;
        this.call = call;
    }

    Optional<LiveRecording> draft() {
        return Optional.ofNullable(draft);
    }

    /// Goes on after a restart, silent until the caller is asked again.
    void resume() {
        draft = services.drafts().resume(call).orElse(null);
    }

    /// Takes effect with the next [#apply].
    void speaks(boolean now) {
        speaking = now;
    }

    /// @param recorded the recording whose silence this fills
    void apply(Discretion discretion, Instant answered, UUID recorded) {
        boolean keeps = speaking && discretion.keepsWords() && !discretion.keepsSound();
        LiveRecording into = draft;
        if (into != null && !speaking) {
            into.fallSilent(); // the last words may still be on their way
        } else if (into != null) {
            into.silence(!keeps);
        } else if (keeps) {
            draft = services.drafts().begin(call, answered, recorded);
        }
    }

    void write(short[] samples) {
        LiveRecording into = draft;
        if (into != null) {
            into.write(Leg.CALLER, samples);
        }
    }
}
