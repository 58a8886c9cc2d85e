package org.earshot.calls;

import java.time.Duration;
import java.util.Optional;
import org.earshot.ari.AriEvent;
import org.earshot.ari.AriException;
import org.earshot.ivr.Outbound.Outcome;
import org.earshot.telephony.Hangup;

/// The caller of a flow talks with somebody else: dial, bridge, wait for the end, and give the
/// caller back to the flow. What a core that died left talking goes on talking.
///
/// ```
/// with --no answer--> given back          with --(still talking)--+
///   +--answered--> bridged --the other hangs up--> given back <---+
///                     +--the caller hangs up--> over
/// ```
final class Talk {

    /// Q.850.
    private static final int BUSY = 17;

    private static final int NO_ANSWER = 19;
    private static final int NO_USER_RESPONDING = 18;

    /// How often a quiet talk is looked at, should an event ever be lost.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    /// Until Asterisk has told that a leg is gone: its id is free again for the next.
    private static final Duration GONE_PATIENCE = Duration.ofSeconds(2);

    private final AriLine line;
    private final Legs legs;
    private final String caller;
    private boolean gone;

    /// @param caller the caller's channel
    Talk(AriLine line, Legs legs, String caller) {
        this.line = line;
        this.legs = legs;
        this.caller = caller;
    }

    /// @param display what the called side sees of the caller
    Outcome with(String endpoint, String display, Duration ring) throws Hangup, AriException {
        line.include(legs.called());
        try {
            Optional<Outcome> unanswered =
                    legs.areUp() ? Optional.empty() : dial(endpoint, display, ring);
            if (unanswered.isEmpty()) {
                awaitEnd();
            }
            release();
            return unanswered.orElse(Outcome.TALKED);
        } catch (CallAbandoned stopped) {
            throw stopped; // who talks goes on talking: the next core finds them
        } catch (Hangup | AriException | RuntimeException over) {
            legs.end();
            throw over;
        }
    }

    /// @return empty when they talk
    private Optional<Outcome> dial(String endpoint, String display, Duration ring)
            throws Hangup, AriException {
        line.ring();
        legs.dial(endpoint, display, ring);
        Optional<Outcome> unanswered = awaitAnswer(ring);
        line.stopRinging();
        if (unanswered.isEmpty()) {
            legs.join(caller);
        }
        return unanswered;
    }

    private Optional<Outcome> awaitAnswer(Duration ring) throws Hangup {
        // Asterisk gives up by itself after `ring`; a second later it is ours to do.
        long until = System.nanoTime() + ring.plusSeconds(1).toNanos();
        while (true) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (!left.isPositive()) {
                return Optional.of(Outcome.NO_ANSWER);
            }
            Optional<AriEvent> event = line.await(left).filter(this::isOfCalled);
            if (event.isPresent()) {
                switch (event.get()) {
                    case AriEvent.Entered _ -> {
                        return Optional.empty();
                    }
                    case AriEvent.Destroyed destroyed -> {
                        gone = true;
                        return Optional.of(unanswered(destroyed.cause()));
                    }
                    case AriEvent.AsteriskGone _ -> {
                        return Optional.of(Outcome.UNAVAILABLE);
                    }
                    case AriEvent.Ringing _,
                            AriEvent.Left _,
                            AriEvent.HangupRequested _,
                            AriEvent.KeyPressed _,
                            AriEvent.PlaybackFinished _,
                            AriEvent.Reconnected _ -> {}
                }
            }
        }
    }

    /// Why nobody answered, by the cause of Q.850.
    static Outcome unanswered(int cause) {
        return switch (cause) {
            case BUSY -> Outcome.BUSY;
            case 0, NO_USER_RESPONDING, NO_ANSWER -> Outcome.NO_ANSWER;
            default -> Outcome.UNAVAILABLE;
        };
    }

    private void awaitEnd() throws Hangup {
        while (true) {
            Optional<AriEvent> event = line.await(LOOK_AGAIN);
            boolean ended = event.filter(this::isOfCalled).filter(this::isEnd).isPresent();
            if (ended || (event.isEmpty() && isCalledGone())) {
                return;
            }
        }
    }

    private boolean isEnd(AriEvent event) {
        return switch (event) {
            case AriEvent.Destroyed _ -> {
                gone = true;
                yield true;
            }
            case AriEvent.Left _, AriEvent.HangupRequested _, AriEvent.AsteriskGone _ -> true;
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
            gone = !legs.isCalledUp();
            return gone;
        } catch (AriException unknown) {
            return false; // the next connection brings the next look
        }
    }

    private boolean isOfCalled(AriEvent event) {
        return event.channelId().equals(legs.called());
    }

    /// The caller comes back alone, without the keys pressed while they talked.
    private void release() throws Hangup {
        legs.end();
        long until = System.nanoTime() + GONE_PATIENCE.toNanos();
        while (!gone && System.nanoTime() < until) {
            gone =
                    line.await(Duration.ofNanos(until - System.nanoTime()))
                            .filter(this::isOfCalled)
                            .filter(AriEvent.Destroyed.class::isInstance)
                            .isPresent();
        }
        line.dropKeys();
    }
}
