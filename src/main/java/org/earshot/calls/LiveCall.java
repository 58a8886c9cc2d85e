package org.earshot.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.earshot.ivr.Consent;
import org.earshot.recording.Leg;
import org.earshot.recording.LiveRecording;
import org.earshot.speech.Heard;
import org.earshot.telephony.CallId;
import org.earshot.transcription.LiveTranscript;
import org.jspecify.annotations.Nullable;

/// What is in hand while a call is up: its recording, its transcript, its journal. The fields are
/// written by the call's own thread and read by those of the legs.
final class LiveCall implements AutoCloseable {

    /// After the hang-up Asterisk closes the streams within milliseconds. On a machine that is far
    /// behind the last words are still on their way then.
    private static final Duration LAST_FRAMES = Duration.ofSeconds(5);

    private final CallServices services;
    private final CallId id;
    private final IncomingCall incoming;
    private final CallJournal journal;
    private final Drafting drafting;
    private boolean resumed;
    private volatile @Nullable Instant answeredAt;
    private volatile @Nullable LiveRecording recording;
    private volatile @Nullable LiveTranscript transcript;
    private volatile Locale language;
    private volatile Discretion discretion = Discretion.AT_FIRST;
    private volatile String hearing = "";
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private @Nullable CallCapture capture;

    LiveCall(CallServices services, CallId id, IncomingCall incoming) {
        this.services = services;
        this.id = id;
        this.incoming = incoming;
        this.journal = new CallJournal(id);
        this.drafting = new Drafting(services, id);
        this.language = services.flow().languages().getFirst();
    }

    CallId id() {
        return id;
    }

    CallJournal journal() {
        return journal;
    }

    Optional<Instant> answeredAt() {
        return Optional.ofNullable(answeredAt);
    }

    Optional<LiveRecording> recording() {
        return Optional.ofNullable(recording);
    }

    /// What is kept until it is written down: see [org.earshot.recording.Drafts].
    Optional<LiveRecording> draft() {
        return drafting.draft();
    }

    Optional<LiveTranscript> transcript() {
        return Optional.ofNullable(transcript);
    }

    void tell(CallEvent event) {
        services.feed().on(id, event);
    }

    void record(Instant answered) {
        answeredAt = answered;
        recording = services.recorder().start(id, answered);
        applyDiscretion();
        capture = incoming.capture(this::frame);
    }

    /// After a restart: goes on with what is there; the time between is a gap.
    void recordAgain(Instant answered) {
        resumed = true;
        answeredAt = answered;
        recording =
                services.recorder()
                        .resume(id)
                        .orElseGet(() -> services.recorder().start(id, answered));
        drafting.resume();
        applyDiscretion();
        capture = incoming.capture(this::frame);
    }

    void speaks(Locale chosen) {
        language = chosen;
    }

    Locale language() {
        return language;
    }

    /// From now on the caller's words are written down, in this language.
    void hears() {
        LiveRecording into = recording;
        if (into == null) {
            return;
        }
        if (transcript == null) {
            transcript =
                    resumed
                            ? services.transcriber().resume(into.id(), language, this::words)
                            : services.transcriber()
                                    .begin(into.id(), language, into.position(), this::words);
        }
        drafting.speaks(true);
        applyDiscretion();
    }

    /// The report, note or comment is over: of what is said now there is no draft.
    void heardOut() {
        drafting.speaks(false);
        applyDiscretion();
    }

    /// What the recogniser has made of the caller's words until now; empty without one.
    String wordsSoFar() {
        return String.join(" ", said) + " " + hearing;
    }

    /// What may be kept from now on; before, nothing is.
    void agrees(Consent consent) {
        discretion = discretion.agreed(consent);
        applyDiscretion();
    }

    void silence(boolean on) {
        discretion = discretion.sensitive(on);
        applyDiscretion();
    }

    private void applyDiscretion() {
        LiveRecording into = recording;
        if (into != null) {
            into.silence(!discretion.keepsSound());
            answeredAt().ifPresent(answered -> drafting.apply(discretion, answered, into.id()));
        }
    }

    void stopCapture() {
        CallCapture running = capture;
        if (running == null) {
            return;
        }
        try {
            running.finish(LAST_FRAMES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The call stays up without us.
    void leave() {
        CallCapture running = capture;
        if (running != null) {
            running.close();
        }
    }

    /// Waits until everything of the call is written.
    @Override
    public void close() {
        journal.close();
    }

    private void frame(Leg leg, short[] samples) {
        LiveRecording into = recording;
        if (into != null) {
            into.write(leg, samples);
        }
        if (leg == Leg.CALLER) {
            drafting.write(samples);
        }
        LiveTranscript words = transcript;
        if (words != null && leg == Leg.CALLER) {
            if (discretion.keepsWords()) {
                words.accept(samples);
            } else {
                words.silence(samples.length);
            }
        }
    }

    private void words(Heard heard) {
        switch (heard) {
            case Heard.Partial(var text) -> {
                if (!text.equals(hearing)) { // the recogniser repeats itself ten times a second
                    hearing = text;
                    tell(new CallEvent.Hearing(text));
                }
            }
            case Heard.Utterance utterance -> {
                hearing = "";
                said.add(utterance.text());
                tell(new CallEvent.Heard(utterance.text()));
            }
        }
    }
}
