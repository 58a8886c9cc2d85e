package org.earshot.calls;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.cases.ReportEnding;
import org.earshot.telephony.CallId;
import org.earshot.transcription.LiveTranscript;
import org.earshot.transcription.Transcript;

/// What is done when a call is over: the recording is sealed, the transcript stored, the case
/// opened if it was not, and screened. Each part may be repeated, and the call's row is ended last:
/// whatever a crash cut off, the [Sweep] does again.
public final class CallClosing {

    private final CallServices services;
    private final Set<CallId> inHand = ConcurrentHashMap.newKeySet();

    public CallClosing(CallServices services) {
        this.services = services;
    }

    /// @return whether the call is the caller's now; false when another thread has it
    boolean takeUp(CallId id) {
        return inHand.add(id);
    }

    void letGo(CallId id) {
        inHand.remove(id);
    }

    /// Calls that some thread of this process is serving or closing.
    Set<CallId> inHand() {
        return Set.copyOf(inHand);
    }

    void close(LiveCall call, String by, Instant ended) {
        call.recording()
                .map(recording -> recording.close(ended))
                .ifPresent(sealed -> {
                    if (sealed.sealed()) {
                        call.tell(new CallEvent.Sealed(sealed.length(), sealed.gaps()));
                    } else {
                        call.tell(
                                new CallEvent.Failed(
                                        "the recording is not sealed yet; see the log"));
                    }
                });
        call.draft()
                .ifPresent(draft -> {
                    var _ = draft.close(ended);
                });
        boolean reported = services.cases().finish(call.id(), ReportEnding.HANGUP);
        boolean added = services.cases().notes().finish(call.id(), ReportEnding.HANGUP);
        boolean spoke = reported || added || services.desks().surveys().hasComment(call.id());
        call.transcript().ifPresent(live -> store(call, live, reported));
        if (spoke && call.transcript().isEmpty()) {
            // Taken up again after a restart, and over before the caller spoke again.
            call.recording()
                    .ifPresent(made -> services.transcriber().later(made.id(), call.language()));
        }
        if (!spoke) {
            call.draft().ifPresent(draft -> services.drafts().destroy(draft.id()));
        }
        services.calls().ended(call.id(), by, ended);
    }

    private void store(LiveCall call, LiveTranscript live, boolean reported) {
        Transcript words = live.finish();
        if (words.live()) {
            services.drafts().destroy(words.recordingId());
        }
        call.tell(new CallEvent.Transcribed(words.live()));
        if (reported && words.live()) {
            screen(call.id(), words);
        }
    }

    /// Sorts the case by what the caller said.
    void screen(CallId call, Transcript words) {
        screen(call, words.text(), words.language());
    }

    /// A transcript was given up: a person must listen, so the case must not wait for words.
    void screenUnheard(CallId call, Locale language) {
        screen(call, "", language);
    }

    private void screen(CallId call, String text, Locale language) {
        var screening =
                services.calls().isEmergency(call)
                        ? services.cases().screenEmergency(call, text, language)
                        : services.cases().screen(call, text, language);
        services.cases()
                .find(call)
                .ifPresent(file ->
                        services.feed()
                                .on(
                                        call,
                                        new CallEvent.Screened(
                                                file.view().trackingNumber(),
                                                screening.category().name(),
                                                screening.priority().name())));
    }
}
