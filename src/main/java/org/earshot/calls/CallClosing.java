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
                    services.transcriber().owe(draft.id(), call.language());
                    var _ = draft.close(ended);
                });
        Spoken found = finish(call.id(), ReportEnding.HANGUP);
        Spoken spoken =
                call.draft().isPresent()
                        ? found.orTakeForReport(call.language(), call.answeredAt().orElse(ended))
                        : found;
        call.transcript().ifPresent(live -> store(call, live, spoken.reported()));
        if (spoken.any() && call.transcript().isEmpty()) {
            // Taken up again after a restart, and over before the caller spoke again.
            call.recording()
                    .ifPresent(made -> services.transcriber().later(made.id(), call.language()));
        }
        services.calls().ended(call.id(), by, ended);
    }

    /// Ends what the caller began to say.
    Spoken finish(CallId call, ReportEnding how) {
        boolean reported = services.cases().finish(call, how);
        boolean added = services.cases().notes().finish(call, how);
        boolean any = reported || added || services.desks().surveys().hasComment(call);
        return new Spoken(services, call, how, reported, any);
    }

    /// What the database knows that the caller said.
    ///
    /// @param any a report, a note or a comment
    record Spoken(
            CallServices services, CallId call, ReportEnding how, boolean reported, boolean any) {

        /// For a call with a draft, which proves that its caller spoke: if the database was away
        /// when they began, there is no telling whether it was a report, so it is taken for one.
        Spoken orTakeForReport(Locale language, Instant at) {
            if (any) {
                return this;
            }
            services.cases().begin(call, language, at);
            services.cases().finish(call, how);
            return new Spoken(services, call, how, true, true);
        }
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
