package org.earshot.transcription;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.earshot.recording.Drafts;
import org.earshot.recording.Leg;
import org.earshot.recording.RecordingReader;
import org.earshot.speech.SpeechClient;
import org.earshot.speech.SpeechUnavailable;
import org.earshot.transcription.TranscriptRepository.Claim;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the transcripts that could not be made during the call, one after the other, from the
/// recordings.
///
/// An attempt that fails is repeated after 5, 10, 20, … seconds, five times in all; then the
/// transcript is parked. Where nobody can listen instead, because the words are in a draft only, it
/// may be taken up again ([Transcriber#again]), after pauses that double up to an hour. While no
/// recogniser is there nothing counts as an attempt.
public final class LaterTranscripts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LaterTranscripts.class);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration WORKER_AWAY = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_ATTEMPTS = 5;

    /// Someone may configure a model for the language; nobody is in a hurry for it.
    private static final Duration NO_MODEL = Duration.ofMinutes(10);

    /// For the words after the last sample was taken.
    private static final Duration FINISH_PATIENCE = Duration.ofMinutes(2);

    private final SpeechClient speech;
    private final TranscriptRepository transcripts;
    private final Function<UUID, short[]> callerAudio;
    private final Predicate<UUID> drafted;
    private final InstantSource clock;
    private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;

    /// Begins to work at once.
    public LaterTranscripts(
            SpeechClient speech,
            TranscriptRepository transcripts,
            RecordingReader recordings,
            Drafts drafts,
            InstantSource clock) {
        this(
                speech,
                transcripts,
                recording -> drafts.completed(recording, callersLeg(recordings, recording)),
                drafts::holds,
                clock);
    }

    LaterTranscripts(
            SpeechClient speech,
            TranscriptRepository transcripts,
            Function<UUID, short[]> callerAudio,
            Predicate<UUID> drafted,
            InstantSource clock) {
        this.speech = speech;
        this.transcripts = transcripts;
        this.callerAudio = callerAudio;
        this.drafted = drafted;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("later-transcripts").start(this::work);
    }

    /// A disk that is slow to confirm must not cost the last words, or all.
    private static short[] callersLeg(RecordingReader recordings, UUID recording) {
        if (!recordings.isComplete(recording)) {
            throw new IllegalStateException("the recording is still being written");
        }
        return recordings.leg(recording, Leg.CALLER);
    }

    /// @param listener told the recording of each transcript made here
    public void onDone(Consumer<UUID> listener) {
        listeners.add(listener);
    }

    /// Looks for work now: a recogniser has come up.
    public void wake() {
        woken.release();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                while (makeNext()) {
                    // until none is due
                }
                var _ = woken.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                woken.drainPermits();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failure) {
                LOG.warn("Later transcripts wait a moment: {}", failure.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            var _ = woken.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether there may be more to do
    boolean makeNext() throws InterruptedException {
        var next = transcripts.claim(clock.instant(), LEASE);
        if (next.isEmpty()) {
            return false;
        }
        Claim claim = next.get();
        try {
            Transcript made = make(claim);
            transcripts.done(made, clock.instant());
            tell(claim.recording());
        } catch (SpeechUnavailable unavailable) {
            if (Thread.interrupted()) {
                transcripts.putOff(claim, claim.attempts() - 1, clock.instant());
                throw new InterruptedException("stopped over a transcript, which was given back");
            }
            giveBack(claim, unavailable);
        } catch (RuntimeException failure) {
            retry(claim, failure);
        }
        return true;
    }

    private void tell(UUID recording) {
        LOG.info("Transcript {} made from the recording", recording);
        for (var listener : listeners) {
            try {
                listener.accept(recording);
            } catch (RuntimeException failure) {
                LOG.error("A listener to transcript {} failed", recording, failure);
            }
        }
    }

    private Transcript make(Claim claim) throws SpeechUnavailable, InterruptedException {
        var recording = claim.recording();
        try (var session = speech.open(claim.language(), _ -> {})) {
            session.acceptWhenReady(callerAudio.apply(recording));
            var lines = new ArrayList<Line>();
            for (var utterance : session.finish(FINISH_PATIENCE)) {
                lines.add(Line.of(Leg.CALLER, utterance, Duration.ZERO));
            }
            return new Transcript(recording, claim.language(), lines, false, session.engine());
        }
    }

    private void giveBack(Claim claim, SpeechUnavailable unavailable) {
        int before = claim.attempts() - 1;
        switch (unavailable.reason()) {
            case AWAY -> transcripts.putOff(claim, before, clock.instant().plus(WORKER_AWAY));
            case NO_MODEL -> {
                LOG.warn("Transcript {} waits: {}", claim.recording(), unavailable.getMessage());
                transcripts.putOff(claim, before, clock.instant().plus(NO_MODEL));
            }
            case BROKEN, BEHIND -> retry(claim, unavailable);
        }
    }

    private void retry(Claim claim, Exception failure) {
        if (claim.attempts() >= MOST_ATTEMPTS) {
            park(claim, failure);
            return;
        }
        LOG.warn("Transcript {} failed: {}", claim.recording(), failure.getMessage());
        transcripts.putOff(claim, claim.attempts(), clock.instant().plus(pauseAfter(claim)));
    }

    private void park(Claim claim, Exception failure) {
        if (drafted.test(claim.recording())) {
            LOG.error(
                    "Transcript {} is parked after {} attempts; no recording of the words may be"
                            + " listened to, so it is tried again in {} s while their draft is kept;"
                            + " look after the speech worker",
                    claim.recording(),
                    claim.attempts(),
                    pauseAfter(claim).toSeconds(),
                    failure);
            transcripts.park(claim, clock.instant().plus(pauseAfter(claim)));
        } else {
            LOG.error(
                    "Transcript {} is parked after {} attempts; listen to the recording instead",
                    claim.recording(),
                    claim.attempts(),
                    failure);
            transcripts.park(claim, clock.instant());
        }
    }

    private static Duration pauseAfter(Claim claim) {
        int doubled = Math.min(claim.attempts() - 1, 10); // more than an hour
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doubled);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
