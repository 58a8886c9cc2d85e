package org.earshot.calls;

import java.time.Duration;
import java.util.Optional;
import org.earshot.ivr.SpeechEnd;
import org.earshot.ivr.SpeechLimits;
import org.earshot.telephony.Dtmf;

/// One stretch of a caller speaking freely, from now until one of its limits.
final class Listening {

    /// How late silence may be noticed.
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final SpeechLimits limits;
    private final ChannelWatch watch;
    private final SpeechWatch speech;
    private final long until;

    Listening(SpeechLimits limits, ChannelWatch watch, SpeechWatch speech) {
        this.limits = limits;
        this.watch = watch;
        this.speech = speech;
        this.until = System.nanoTime() + limits.limit().toNanos();
        watch.dropKeys();
        speech.restart();
    }

    /// Why it is over; empty while it is not.
    Optional<SpeechEnd> end() {
        Optional<Dtmf> stop = watch.takeKeyOf(limits.stopKeys());
        watch.dropKeys();
        if (stop.isPresent()) {
            return Optional.of(new SpeechEnd.Key(stop.get()));
        }
        if (speech.silentFor().compareTo(limits.silence()) >= 0) {
            return Optional.of(new SpeechEnd.Silence());
        }
        return left().isPositive() ? Optional.empty() : Optional.of(new SpeechEnd.Limit());
    }

    Duration untilNextLook() {
        return left().compareTo(LOOK_EVERY) < 0 ? left() : LOOK_EVERY;
    }

    private Duration left() {
        return Duration.ofNanos(until - System.nanoTime());
    }
}
