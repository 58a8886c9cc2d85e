package org.earshot.calls;

import java.time.Duration;
import java.util.Optional;
import org.earshot.ari.AriException;
import org.earshot.ivr.Answer;
import org.earshot.ivr.Line;
import org.earshot.ivr.Outbound.Outcome;
import org.earshot.telephony.CallId;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// What a line over Asterisk offers to the call it belongs to, besides talking to the caller.
sealed interface ServedLine extends Line permits AriLine, AgiLine {

    /// A channel variable: by it a restarted core knows whose call it is.
    String CALL_ID = "EARSHOT_CALL_ID";

    /// How late a word may be noticed; a little more than [AgiLine] plays silence at a time.
    Duration NOTICED_WITHIN = Duration.ofMillis(210);

    /// How long after its time an answer may end that has begun.
    Duration LAST_WORD = Duration.ofSeconds(3);

    /// Without a recogniser keys only.
    @Override
    default Answer hear(Answer.Expected expected) throws Hangup {
        long until = System.nanoTime() + expected.timeout().toNanos();
        try (PhraseEar ear = speech().listenFor(expected)) {
            while (true) {
                long left = until - System.nanoTime();
                boolean waits = left > 0 || (ear.isSpeaking() && left > -LAST_WORD.toNanos());
                Duration slice =
                        ear.understands() ? NOTICED_WITHIN : Duration.ofNanos(Math.max(1, left));
                Optional<Dtmf> key = readKey(waits ? slice : Duration.ofNanos(1));
                if (key.isPresent()) {
                    return new Answer.Key(key.get());
                }
                Optional<String> phrase = ear.phrase();
                if (phrase.isPresent()) {
                    return new Answer.Words(phrase.get());
                }
                if (!waits) {
                    return new Answer.Nothing();
                }
            }
        }
    }

    /// Only before the first prompt.
    void mark(CallId id) throws AriException, Hangup;

    /// Rings somebody, and when they answer lets them talk until one of both hangs up. Keys pressed
    /// meanwhile are not kept.
    ///
    /// @param call whose id names what is made for it, so that a later core finds it
    /// @param display what the called side sees of the caller
    Outcome connect(CallId call, String endpoint, String display, Duration ring)
            throws Hangup, AriException;

    /// Wants to hear what the caller says, to notice when nothing is said.
    SpeechWatch speech();
}
