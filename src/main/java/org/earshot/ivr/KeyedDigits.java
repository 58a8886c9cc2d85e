package org.earshot.ivr;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// Digits that a caller keys: a code, a number of his own.
final class KeyedDigits {

    /// No code is shorter, so `#` cannot mean "that was it" before.
    static final int SHORTEST_CODE = 4;

    /// No code is longer: a caller who leans on a key is stopped.
    static final int LONGEST_CODE = 32;

    private final Voice voice;

    KeyedDigits(Voice voice) {
        this.voice = voice;
    }

    /// As many digits as the code has, or fewer when `#` or a long pause ends them.
    String from(Dtmf first, Duration pause, int length) throws Hangup {
        return from(first, pause, SHORTEST_CODE, length);
    }

    /// @param shortest `#` before that many digits is passed over
    String from(Dtmf first, Duration pause, int shortest, int longest) throws Hangup {
        var keyed = new StringBuilder().append(first.symbol());
        while (keyed.length() < longest) {
            var key = voice.readKey(pause);
            if (key.isEmpty()) {
                break;
            }
            if (!key.get().equals(Dtmf.HASH)) {
                keyed.append(key.get().symbol());
            } else if (keyed.length() >= shortest) {
                break;
            }
        }
        return keyed.toString();
    }

    /// Asks for digits and takes them, each attempt by the prompts and waits of `step`.
    ///
    /// @return empty when there were too few each time
    Optional<String> collect(Step.Collect step) throws Hangup {
        var inquiry = new Inquiry(step.asking());
        while (inquiry.goesOn()) {
            var first = voice.ask(inquiry.prompts(step.say()), step.asking().timeout());
            var keyed =
                    first.isEmpty()
                            ? ""
                            : first.get().equals(Dtmf.HASH)
                                    ? "#"
                                    : from(first.get(), step.pause(), 1, step.most());
            if (keyed.length() >= step.least() && keyed.chars().allMatch(Character::isDigit)) {
                voice.keyPressed(Set.of(Dtmf.HASH)); // superfluous behind the last digit
                return Optional.of(keyed);
            }
            inquiry.missed(first.isPresent());
        }
        return Optional.empty();
    }
}
