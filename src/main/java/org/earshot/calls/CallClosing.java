package org.earshot.calls;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.cases.NoReportBegun;
import org.earshot.cases.ReportEnding;
import org.earshot.telephony.CallId;
import org.earshot.transcription.Transcript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done when a call is over: the recording is sealed, the transcript stored, the case
/// opened if it was not, and screened. Each part may be repeated, and the call's row is ended last:
/// whatever a crash cut off, the [Sweep] does again.
public final class CallClosing {

    private static final Logger LOG = LoggerFactory.getLogger(CallClosing.class);

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
        boolean reported = services.cases().finish(call.id(), ReportEnding.HANGUP);
        call.transcript()
                .ifPresent(live -> {
                    Transcript words = live.finish();
                    call.tell(new CallEvent.Transcribed(words.live()));
                    if (reported && words.live()) {
                        screen(call.id(), words);
                    }
                });
        services.calls().ended(call.id(), by, ended);
    }

    /// Sorts the case by what the caller said.
    void screen(CallId call, Transcript words) {
        try {
            var screening = services.cases().screen(call, words.text(), words.language());
            var file = services.cases().find(call).orElseThrow();
            services.feed()
                    .on(
                            call,
                            new CallEvent.Screened(
                                    file.view().trackingNumber(),
                                    screening.category().name(),
                                    screening.priority().name()));
        } catch (NoReportBegun noCase) {
            LOG.debug("nothing to screen callId={}", call);
        }
    }
}
