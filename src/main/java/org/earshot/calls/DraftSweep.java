package org.earshot.calls;

import java.util.Optional;
import java.util.UUID;
import org.earshot.cases.ReportEnding;
import org.earshot.recording.RecordingCatalog;
import org.earshot.transcription.TranscriptRepository;
import org.earshot.transcription.TranscriptState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after the drafts of calls that are over. A draft may be the only copy of a report, so it
/// is destroyed for one reason only: what was said is written down.
final class DraftSweep {

    private static final Logger LOG = LoggerFactory.getLogger(DraftSweep.class);

    private final CallServices services;
    private final CallClosing closing;
    private final RecordingCatalog recordings;
    private final TranscriptRepository transcripts;

    DraftSweep(
            CallServices services,
            CallClosing closing,
            RecordingCatalog recordings,
            TranscriptRepository transcripts) {
        this.services = services;
        this.closing = closing;
        this.recordings = recordings;
        this.transcripts = transcripts;
    }

    void run() {
        services.drafts().tidy(this::isNeeded);
    }

    private boolean isNeeded(UUID draft) {
        try {
            return settle(draft, transcripts.state(draft));
        } catch (RuntimeException failure) {
            LOG.warn("draft {} could not be looked after now; tried again later", draft, failure);
            return true;
        }
    }

    /// @return whether it is still needed then
    private boolean settle(UUID draft, Optional<TranscriptState> state) {
        if (state.isEmpty()) {
            recordings.find(draft).ifPresent(this::remember);
            return true;
        }
        return switch (state.get()) {
            case PENDING -> true;
            case PARKED -> {
                services.transcriber().again(draft);
                yield true;
            }
            case DONE -> {
                screen(draft);
                yield false;
            }
        };
    }

    /// The database was away from when the caller began to speak until after the hang-up. A call
    /// that is not in the database either is the [Sweep]'s.
    private void remember(RecordingCatalog.Entry recording) {
        if (!closing.takeUp(recording.call())) {
            return;
        }
        try {
            services.calls()
                    .find(recording.call())
                    .ifPresent(call -> {
                        var _ =
                                closing.finish(call.id(), ReportEnding.LOST)
                                        .orTakeForReport(call.language(), recording.startedAt());
                        services.transcriber().later(recording.id(), call.language());
                    });
        } finally {
            closing.letGo(recording.call());
        }
    }

    /// The case may have been sorted without the words, when they were given up for a time.
    private void screen(UUID draft) {
        recordings
                .find(draft)
                .filter(recording -> !closing.inHand().contains(recording.call()))
                .filter(recording -> services.cases().find(recording.call()).isPresent())
                .ifPresent(recording ->
                        transcripts
                                .find(draft)
                                .ifPresent(words -> closing.screen(recording.call(), words)));
    }
}
