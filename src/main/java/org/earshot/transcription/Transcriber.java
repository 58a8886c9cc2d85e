package org.earshot.transcription;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.earshot.speech.Heard;
import org.earshot.speech.SpeechClient;
import org.earshot.speech.SpeechSession;
import org.earshot.speech.SpeechUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what callers say, while they say it.
public final class Transcriber {

    private static final Logger LOG = LoggerFactory.getLogger(Transcriber.class);

    /// Longer than any call: until then the call itself is expected to finish its transcript.
    private static final Duration LONGEST_CALL = Duration.ofHours(6);

    private final SpeechClient speech;
    private final TranscriptRepository transcripts;
    private final InstantSource clock;

    /// Languages in which nobody was there to listen, and that was said.
    private final Set<Locale> deaf = ConcurrentHashMap.newKeySet();

    public Transcriber(SpeechClient speech, TranscriptRepository transcripts, InstantSource clock) {
        this.speech = speech;
        this.transcripts = transcripts;
        this.clock = clock;
    }

    /// Begins to listen to the caller of a recording. Returns at once and never fails: without a
    /// recogniser the transcript is made later.
    ///
    /// @param offset where in the recording the first frame lies
    /// @param listener hears the words as they come
    public LiveTranscript begin(
            UUID recording, Locale language, Duration offset, Consumer<Heard> listener) {
        announce(recording, language);
        var heard = new HeardLines(offset, listener);
        return new LiveTranscript(
                recording, language, transcripts, clock, heard, open(recording, language, heard));
    }

    /// Listens on after a restart of the core, for those who watch the call. The words before are
    /// gone, so the transcript is made from the recording.
    public LiveTranscript resume(UUID recording, Locale language, Consumer<Heard> listener) {
        announce(recording, language);
        var heard = new HeardLines(Duration.ZERO, listener);
        heard.missedSome();
        return new LiveTranscript(
                recording, language, transcripts, clock, heard, open(recording, language, heard));
    }

    /// Listens for a few phrases only, of which nothing is kept.
    ///
    /// @return empty when no recogniser of that language is there; said once in the log
    public Optional<SpeechSession> phrases(
            Locale language, Collection<String> phrases, Consumer<Heard> listener) {
        try {
            return Optional.of(speech.open(language, List.copyOf(phrases), listener));
        } catch (SpeechUnavailable unavailable) {
            if (deaf.add(language)) {
                LOG.warn(
                        "Questions in {} are answered by key only: {}",
                        language.toLanguageTag(),
                        unavailable.getMessage());
            }
            return Optional.empty();
        }
    }

    /// Has the transcript made from the recording, which is complete.
    public void later(UUID recording, Locale language) {
        transcripts.pend(recording, language, clock.instant());
    }

    /// Notes that a transcript is owed, should we die before it is finished or asked for.
    public void owe(UUID recording, Locale language) {
        transcripts.announce(recording, language, clock.instant().plus(LONGEST_CALL));
    }

    /// Has a transcript that was given up tried again, if it is time for that.
    public void again(UUID recording) {
        if (transcripts.takeUpAgain(recording, clock.instant())) {
            LOG.info("Transcript {} is tried again", recording);
        }
    }

    /// On its own thread: a database that is away must not keep a caller waiting. If it fails,
    /// [LiveTranscript#finish] writes the row.
    private void announce(UUID recording, Locale language) {
        var due = clock.instant().plus(LONGEST_CALL);
        Thread.ofVirtual()
                .name("transcript-announce")
                .start(() -> {
                    try {
                        transcripts.announce(recording, language, due);
                    } catch (RuntimeException failure) {
                        LOG.warn("Transcript {} not announced", recording, failure);
                    }
                });
    }

    private Optional<SpeechSession> open(UUID recording, Locale language, HeardLines heard) {
        try {
            return Optional.of(speech.open(language, heard));
        } catch (SpeechUnavailable unavailable) {
            heard.missedSome();
            LOG.warn(
                    "Transcript {} will be made from the recording: {}",
                    recording,
                    unavailable.getMessage());
            return Optional.empty();
        }
    }
}
