package org.earshot.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.earshot.ari.AriError;
import org.earshot.ari.AriEvent;
import org.earshot.ari.AriException;
import org.earshot.masking.Cdr;
import org.earshot.masking.Mask;
import org.earshot.masking.ReleaseBy;
import org.earshot.masking.Resolution;
import org.earshot.masking.ResultCode;
import org.earshot.masking.Terms;
import org.earshot.telephony.CallId;
import org.earshot.telephony.Hangup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One call to a mask, top to bottom on its own thread: who is meant, dial, bridge, release, and a
/// record of it whatever happened. Terms are those at the beginning: a binding that expires or is
/// unbound meanwhile ends no call.
///
/// ```
/// in --Refuse, PlayTone--> released
/// in --AskExtension--> keyed --> in
/// in --Connect--> ringing --busy, no answer--> released
///                    +--answered--> talking --either side, longest talk, stop--> released
/// ```
final class MaskedCall implements AutoCloseable {

    /// The argument of a called side's channel, so that none is taken for a caller.
    static final String LEG = "earshot-leg";

    /// Q.850: so that the caller's network may say "try again".
    static final int TEMPORARY_FAILURE = 41;

    private static final Logger LOG = LoggerFactory.getLogger(MaskedCall.class);

    private static final int NORMAL = 16;
    private static final int NO_ANSWER = 19;

    /// A caller of a mask hears silence meanwhile. A restart of PostgreSQL takes 1 to 3 s.
    private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(5);

    /// How often a quiet call is looked at, should an event ever be lost.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final MaskedServices services;
    private final IncomingCall incoming;
    private final AriLine line;
    private final Mask mask;
    private final CallId id;
    private final CallJournal journal;
    private final Legs legs;
    private volatile boolean stopped;

    /// How it ended.
    private record Outcome(ReleaseBy by, int cause, ResultCode code) {

        static Outcome refused(ResultCode code) {
            return new Outcome(ReleaseBy.PLATFORM, code.cause(), code);
        }

        static Outcome failed() {
            return new Outcome(ReleaseBy.PLATFORM, TEMPORARY_FAILURE, ResultCode.NORMAL);
        }
    }

    MaskedCall(MaskedServices services, IncomingCall incoming, AriLine line, Mask mask, CallId id) {
        this.services = services;
        this.incoming = incoming;
        this.line = line;
        this.mask = mask;
        this.id = id;
        this.journal = new CallJournal(id);
        this.legs = new Legs(services.ari(), id);
    }

    void serve() throws Hangup {
        try {
            release(incoming.resumed().isPresent() ? resume() : begin());
        } catch (Hangup over) {
            ReleaseBy by = stopped ? ReleaseBy.PLATFORM : by(over);
            release(new Outcome(by, NORMAL, ResultCode.NORMAL));
        } catch (CallAbandoned stopped) {
            throw stopped; // it stays up for the next core
        } catch (AriException | RuntimeException failure) {
            LOG.error("a masked call failed callId={}", id, failure);
            release(Outcome.failed());
        }
    }

    private static ReleaseBy by(Hangup over) {
        return over.by() == Hangup.By.NETWORK ? ReleaseBy.PLATFORM : ReleaseBy.CALLER;
    }

    private Outcome begin() throws Hangup, AriException {
        Instant at = now();
        incoming.mark(id);
        Optional<Boolean> noted =
                inTime(
                        "call in",
                        () -> {
                            services.log()
                                    .callIn(id, incoming.channelId(), mask, incoming.caller(), at);
                            return true;
                        });
        return noted.isEmpty()
                ? Outcome.failed()
                : follow(Optional.empty(), Resolution.EXTENSION_TRIES);
    }

    private Outcome follow(Optional<String> keyed, int triesLeft) throws Hangup, AriException {
        Optional<Resolution> found =
                inTime(
                        "resolution",
                        () -> services.desk().resolve(mask, incoming.caller(), keyed, triesLeft));
        return found.isEmpty() ? Outcome.failed() : follow(found.get(), triesLeft);
    }

    private Outcome follow(Resolution resolution, int triesLeft) throws Hangup, AriException {
        return switch (resolution) {
            case Resolution.Connect connect -> connect(connect);
            case Resolution.AskExtension ask -> {
                String keyed = new ExtensionPrompt(line, services.prompts(), mask).ask(ask.again());
                yield follow(Optional.of(keyed), triesLeft - 1);
            }
            case Resolution.PlayTone tone -> {
                line.answer();
                line.play(ExtensionPrompt.nobody(services.prompts(), mask), java.util.Set.of());
                yield Outcome.refused(tone.code());
            }
            case Resolution.Refuse refused -> Outcome.refused(refused.code());
            case Resolution.AskOwner _ -> askOwner();
        };
    }

    private Outcome askOwner() throws Hangup, AriException {
        return switch (services.ask(id, mask, incoming.caller())) {
            case Resolution.Connect connect -> connect(connect);
            case Resolution.Refuse refused -> Outcome.refused(refused.code());
            case Resolution.AskExtension _, Resolution.PlayTone _, Resolution.AskOwner _ ->
                    throw new IllegalStateException("an owner connects or refuses");
        };
    }

    private Outcome connect(Resolution.Connect to) throws Hangup, AriException {
        Optional<String> endpoint = services.outward().endpoint(to.to());
        if (endpoint.isEmpty()) {
            LOG.warn("no number shield is set up, so nobody outside can be dialled callId={}", id);
            return Outcome.failed();
        }
        Instant out = now();
        journal.write(
                "call out",
                () -> {
                    services.log().callOut(id, to, out);
                    services.desk().calledBy(to, incoming.caller());
                });
        line.include(legs.called());
        line.ring();
        Terms terms = to.terms();
        legs.dial(endpoint.get(), to.display(), terms.ringTimeout());
        Optional<Outcome> unanswered = awaitAnswer(terms.ringTimeout());
        return unanswered.isPresent() ? unanswered.get() : talk(terms);
    }

    /// @return empty when it was answered
    private Optional<Outcome> awaitAnswer(Duration patience) throws Hangup {
        // Asterisk gives up by itself after `patience`; a second later it is ours to do.
        long until = System.nanoTime() + patience.plusSeconds(1).toNanos();
        while (true) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            Optional<AriEvent> event = line.await(left).filter(this::isOfCalled);
            if (event.isEmpty()) {
                if (left.isPositive()) {
                    continue;
                }
                return Optional.of(unanswered(NO_ANSWER));
            }
            switch (event.get()) {
                case AriEvent.Ringing _ -> {
                    Instant at = now();
                    journal.write("alerting", () -> services.log().alerting(id, at));
                }
                case AriEvent.Entered _ -> {
                    return Optional.empty();
                }
                case AriEvent.Destroyed gone -> {
                    return Optional.of(unanswered(gone.cause()));
                }
                case AriEvent.AsteriskGone _ -> {
                    return Optional.of(Outcome.failed());
                }
                case AriEvent.Left _,
                        AriEvent.HangupRequested _,
                        AriEvent.KeyPressed _,
                        AriEvent.PlaybackFinished _,
                        AriEvent.Reconnected _ -> {}
            }
        }
    }

    private static Outcome unanswered(int cause) {
        return new Outcome(ReleaseBy.CALLED, cause == 0 ? NO_ANSWER : cause, ResultCode.NORMAL);
    }

    private Outcome talk(Terms terms) throws Hangup, AriException {
        line.stopRinging();
        line.answer();
        if (!join()) {
            return new Outcome(ReleaseBy.CALLED, NORMAL, ResultCode.NORMAL);
        }
        Instant at = now();
        Optional<Instant> endsBy =
                Optional.of(terms.maxDuration()).filter(most -> !most.isZero()).map(at::plus);
        journal.write("answer", () -> services.log().answered(id, at, endsBy));
        return talk(
                endsBy.map(_ -> terms.maxDuration()),
                terms.lastMinuteTone() && terms.maxDuration().compareTo(services.lastMinute()) > 0);
    }

    /// @return false when the called side has hung up already
    private boolean join() throws Hangup, AriException {
        try {
            legs.join(incoming.channelId());
            return true;
        } catch (AriError refused) {
            line.await(Duration.ZERO); // says so when it was the caller
            if (legs.isCalledUp()) {
                throw refused;
            }
            return false;
        }
    }

    /// @param most how long it may go on
    private Outcome talk(Optional<Duration> most, boolean tone) throws Hangup, AriException {
        long began = System.nanoTime();
        boolean toneDue = tone;
        while (true) {
            Optional<Duration> left = most.map(all -> all.minusNanos(System.nanoTime() - began));
            if (left.isPresent() && !left.get().isPositive()) {
                return new Outcome(ReleaseBy.PLATFORM, NORMAL, ResultCode.NORMAL);
            }
            if (toneDue && left.isPresent() && left.get().compareTo(services.lastMinute()) <= 0) {
                toneDue = false;
                legs.play(services.beep().tone());
            }
            Optional<AriEvent> event = line.await(nextLook(left, toneDue));
            if (event.filter(this::isOfCalled).filter(this::isEnd).isPresent()) {
                return new Outcome(
                        stopped ? ReleaseBy.PLATFORM : ReleaseBy.CALLED, NORMAL, ResultCode.NORMAL);
            }
        }
    }

    private Duration nextLook(Optional<Duration> left, boolean toneDue) {
        Duration next =
                left.map(rest -> toneDue ? rest.minus(services.lastMinute()) : rest)
                        .orElse(LOOK_AGAIN);
        return next.compareTo(LOOK_AGAIN) < 0 ? next : LOOK_AGAIN;
    }

    private boolean isOfCalled(AriEvent event) {
        return event.channelId().equals(legs.called());
    }

    private boolean isEnd(AriEvent event) {
        return switch (event) {
            case AriEvent.Left _,
                    AriEvent.HangupRequested _,
                    AriEvent.Destroyed _,
                    AriEvent.AsteriskGone _ ->
                    true;
            case AriEvent.Reconnected _ -> isCalledGone();
            case AriEvent.Entered _,
                    AriEvent.Ringing _,
                    AriEvent.KeyPressed _,
                    AriEvent.PlaybackFinished _ ->
                    false;
        };
    }

    private boolean isCalledGone() {
        try {
            return !legs.isCalledUp();
        } catch (AriException unknown) {
            return false; // the next connection brings the next look
        }
    }

    /// After a restart of the core: two who talk go on talking; all else is released.
    private Outcome resume() throws Hangup, AriException {
        Optional<Optional<Cdr>> known = inTime("record", () -> services.log().find(id));
        Optional<Cdr> cdr = known.flatMap(found -> found);
        if (cdr.isEmpty() || cdr.get().answeredAt().isEmpty() || !legs.areUp()) {
            return Outcome.failed();
        }
        LOG.info("taking up a masked call again callId={}", id);
        line.include(legs.called());
        Optional<Duration> left = cdr.get().endsBy().map(end -> Duration.between(now(), end));
        return talk(
                left, left.filter(rest -> rest.compareTo(services.lastMinute()) > 0).isPresent());
    }

    private void release(Outcome outcome) {
        Instant at = now();
        legs.end();
        line.hangUp(outcome.cause());
        journal.write(
                "release",
                () ->
                        services.log()
                                .released(id, outcome.by(), outcome.cause(), outcome.code(), at));
    }

    /// May be called by any thread.
    boolean stop() {
        stopped = true;
        try {
            services.ari().channels().hangUp(incoming.channelId(), NORMAL);
            return true;
        } catch (AriException gone) {
            return false;
        }
    }

    private <T> Optional<T> inTime(String what, Supplier<T> work) {
        try {
            return Optional.of(journal.commit(what, work, DATABASE_PATIENCE));
        } catch (TimeoutException | ExecutionException away) {
            LOG.warn("{} was not possible in time; the call is released callId={}", what, id);
            return Optional.empty();
        }
    }

    private Instant now() {
        return services.clock().instant();
    }

    /// Waits until everything of the call is written.
    @Override
    public void close() {
        journal.close();
    }
}
