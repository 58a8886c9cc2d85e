package org.earshot.transcription;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.earshot.speech.SpeechSession;
import org.earshot.speech.SpeechUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The transcript of a call that is up. Giving it audio never waits and never fails.
public final class LiveTranscript {

    private static final Logger LOG = LoggerFactory.getLogger(LiveTranscript.class);

    /// The words arrive while they are spoken, so only a worker in trouble takes longer; then the
    /// recording is the quicker way.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final UUID recording;
    private final Locale language;
    private final TranscriptRepository transcripts;
    private final InstantSource clock;
    private final HeardLines heard;
    private final Optional<SpeechSession> session;

    LiveTranscript(
            UUID recording,
            Locale language,
            TranscriptRepository transcripts,
            InstantSource clock,
            HeardLines heard,
            Optional<SpeechSession> session) {
        this.recording = recording;
        this.language = language;
        this.transcripts = transcripts;
        this.clock = clock;
        this.heard = heard;
        this.session = session;
    }

    /// Gives the caller's next samples, at 8 kHz.
    public void accept(short[] samples) {
        session.ifPresent(listening -> listening.accept(samples));
    }

    /// Passes over samples that nobody may hear: the recogniser gets silence, so that the times of
    /// later words stay right.
    public void silence(int samples) {
        accept(new short[samples]);
    }

    /// Waits for the last words and commits the transcript; or, when anything was missed, commits
    /// that it must be made from the recording, which must be complete by now.
    ///
    /// @return what was heard; [Transcript#live] says whether that is all of it
    public Transcript finish() {
        session.ifPresent(this::finish);
        String engine = session.map(SpeechSession::engine).orElse("");
        var made = new Transcript(recording, language, heard.lines(), heard.complete(), engine);
        if (made.live()) {
            transcripts.done(made, clock.instant());
        } else {
            transcripts.pend(recording, language, clock.instant());
        }
        return made;
    }

    private void finish(SpeechSession listening) {
        try {
            var _ = listening.finish(PATIENCE);
        } catch (SpeechUnavailable unavailable) {
            heard.missedSome();
            LOG.warn(
                    "Transcript {} will be made from the recording: {}",
                    recording,
                    unavailable.getMessage());
        }
    }
}
