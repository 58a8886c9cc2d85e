package org.earshot.calls;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.earshot.ari.AriChannels;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriException;
import org.earshot.cases.ReportEnding;
import org.earshot.recording.RecordingCatalog;
import org.earshot.telephony.CallId;
import org.earshot.transcription.TranscriptRepository;
import org.earshot.transcription.TranscriptState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes up for what a crash cut off: calls that nobody ended, recordings that nobody sealed,
/// reports without a case, cases that nobody screened. Runs at the start of a core and from time to
/// time; every part may be repeated.
public final class Sweep implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final CallServices services;
    private final CallClosing closing;
    private final RecordingCatalog recordings;
    private final TranscriptRepository transcripts;
    private final AriClient ari;
    private final AwayInbox away;
    private final DraftSweep drafts;

    public Sweep(
            CallServices services,
            CallClosing closing,
            RecordingCatalog recordings,
            TranscriptRepository transcripts,
            AriClient ari,
            AwayInbox away) {
        this.services = services;
        this.closing = closing;
        this.recordings = recordings;
        this.transcripts = transcripts;
        this.ari = ari;
        this.away = away;
        this.drafts = new DraftSweep(services, closing, recordings, transcripts);
    }

    /// Without a view of Asterisk nobody can say which calls are over: then only what needs none is
    /// done.
    @Override
    public void run() {
        attempt("calls", this::closeLostCalls);
        attempt("messages left while we were away", away::takeIn);
        attempt("screening", this::screenReceived);
        attempt("drafts", drafts::run);
    }

    private void closeLostCalls() {
        Set<String> channels;
        try {
            channels =
                    ari.channels().list().stream()
                            .map(AriChannels.LiveChannel::id)
                            .collect(Collectors.toSet());
        } catch (AriException away) {
            return;
        }
        List<CallRecord> unended = services.calls().unended();
        Set<CallId> live = new HashSet<>(closing.inHand());
        unended.stream()
                .filter(call -> channels.contains(call.channel()))
                .forEach(call -> live.add(call.id()));
        services.recorder().sealAbandoned(live);
        services.drafts().sealAbandoned(live);
        unended.stream().filter(call -> !live.contains(call.id())).forEach(this::closeLost);
        services.cases().closeUnfinished(live);
        services.cases().notes().closeUnfinished(live);
        services.desks().surveys().closeUnfinished(live, services.clock().instant());
        services.calls().recordedButUnknown().forEach(this::adopt);
    }

    void closeLost(CallRecord call) {
        if (!closing.takeUp(call.id())) {
            return;
        }
        try {
            LOG.info("closing a call whose end nobody saw callId={}", call.id());
            var recording = recordings.ofCall(call.id());
            var found = closing.finish(call.id(), ReportEnding.LOST);
            var spoken =
                    recording
                            .filter(entry -> services.drafts().holds(entry.id()))
                            .map(entry -> found.orTakeForReport(call.language(), entry.startedAt()))
                            .orElse(found);
            if (spoken.any()) {
                recording.ifPresent(
                        entry -> services.transcriber().later(entry.id(), call.language()));
            }
            services.calls().ended(call.id(), "core", services.clock().instant());
        } finally {
            closing.letGo(call.id());
        }
    }

    /// A recording whose call never reached the database, which was away: there is no telling
    /// whether its report had begun, so it is taken for one.
    private void adopt(CallRepository.Unknown unknown) {
        LOG.info(
                "taking in a recording whose call is not in the database callId={}",
                unknown.call());
        services.calls().adopt(unknown, services.flow());
        services.cases()
                .begin(unknown.call(), services.flow().languages().getFirst(), unknown.startedAt());
        services.cases().finish(unknown.call(), ReportEnding.LOST);
        services.transcriber().later(unknown.recording(), services.flow().languages().getFirst());
    }

    private void screenReceived() {
        services.cases()
                .unscreened()
                .forEach(call ->
                        recordings.ofCall(call).ifPresent(entry -> screen(call, entry.id())));
    }

    private void screen(CallId call, UUID recording) {
        switch (transcripts.state(recording).orElse(TranscriptState.PENDING)) {
            case PENDING -> LOG.debug("its transcript is still to be made callId={}", call);
            case DONE ->
                    transcripts.find(recording).ifPresent(words -> closing.screen(call, words));
            case PARKED -> closing.screenUnheard(call, services.flow().languages().getFirst());
        }
    }

    private static void attempt(String what, Runnable part) {
        try {
            part.run();
        } catch (RuntimeException failure) {
            LOG.warn("{} could not be put in order now; tried again later", what, failure);
        }
    }
}
