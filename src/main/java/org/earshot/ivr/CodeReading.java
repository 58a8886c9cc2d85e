package org.earshot.ivr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// The part of a call in which the code is read out and keyed back. The two overlap: a caller who
/// writes fast keys the code while it is still being read.
///
/// ```
///         nobody keyed, or a digit stopped the reading
/// read ------------------------------------------------> keyed --- right ---> next
///   ^                                                       |
///   +---------------- wrong, once more ---------------------+--- too often, or no key ---> unconfirmed
/// ```
final class CodeReading {

    private final Voice voice;
    private final Intake intake;
    private final KeyedDigits digits;

    CodeReading(Voice voice, Intake intake) {
        this.voice = voice;
        this.intake = intake;
        digits = new KeyedDigits(voice);
    }

    /// @return the id of the next step
    String perform(Step.Code step) throws Hangup {
        String code;
        try {
            code = intake.queryCode();
        } catch (IntakeUnavailable _) {
            return step.otherwise();
        }
        readFirst(step, code);
        var first = readAgain(step, code, step.times() - 1);
        for (int misses = 0; ; ) {
            if (first.isEmpty()) {
                first = voice.ask(step.confirm().say(), step.confirm().timeout());
            }
            if (first.isEmpty() || first.get().equals(Dtmf.HASH)) {
                return step.unconfirmed();
            }
            if (intake.confirmCode(
                    digits.from(first.get(), step.confirm().pause(), code.length()))) {
                voice.dropKeys(); // a superfluous # is no answer to what follows
                return step.next();
            }
            misses++;
            if (misses >= step.confirm().attempts()) {
                voice.dropKeys();
                return step.unconfirmed();
            }
            voice.dropKeys(); // the rest of the wrong code must not begin the next one
            voice.play(step.confirm().wrong(), Voice.NO_KEY);
            first = readAgain(step, code, step.times());
        }
    }

    /// Keys do not stop the first reading, or who keys along would never hear the end; they are
    /// kept for the second. Those pressed before it cannot be part of the code.
    private void readFirst(Step.Code step, String code) throws Hangup {
        voice.play(step.say(), Voice.NO_KEY);
        voice.dropKeys();
        voice.playSecret(spoken(code, step.group()), Voice.NO_KEY);
    }

    /// @return the digit that stopped it: the first of the code as keyed
    private Optional<Dtmf> readAgain(Step.Code step, String code, int times) throws Hangup {
        for (int reading = 0; reading < times; reading++) {
            var key = voice.play(step.again(), Voice.DIGITS);
            if (key.isEmpty()) {
                key = voice.playSecret(spoken(code, step.group()), Voice.DIGITS);
            }
            if (key.isPresent()) {
                return key;
            }
        }
        return Optional.empty();
    }

    private static List<String> spoken(String code, int group) {
        var spoken = new ArrayList<String>();
        for (int i = 0; i < code.length(); i++) {
            if (i > 0 && i % group == 0) {
                spoken.add(Prompts.PAUSE);
            }
            spoken.add(Prompts.digit(code.charAt(i)));
        }
        return spoken;
    }
}
