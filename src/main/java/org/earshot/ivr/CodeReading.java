package org.earshot.ivr;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;
import org.jspecify.annotations.Nullable;

/// The part of a call in which the code is read out and keyed back. The two overlap: a caller who
/// writes fast keys the code while it is still being read.
///
/// ```
///         nobody keyed, or a digit stopped the reading
/// Code ------------------------------------------------> Collect --- right ---> next
///   ^                                                       |
///   +--------------------- wrong (retry) -------------------+--- too often, or no key ---> otherwise
/// ```
final class CodeReading {

    /// No code is shorter, so `#` cannot mean "that was it" before.
    private static final int SHORTEST_CODE = 4;

    /// No code is longer: a caller who leans on a key is stopped.
    private static final int LONGEST_CODE = 32;

    private final Line line;
    private final Voice voice;
    private final Intake intake;

    private @Nullable String code;
    private @Nullable Dtmf firstKey;
    private int misses;

    CodeReading(Line line, Voice voice, Intake intake) {
        this.line = line;
        this.voice = voice;
        this.intake = intake;
    }

    /// @return the id of the next step
    String read(Step.Code step) throws Hangup {
        var digits = code;
        int readings = 0;
        firstKey = null;
        if (digits == null) {
            try {
                digits = intake.queryCode();
            } catch (IntakeUnavailable _) {
                return step.otherwise();
            }
            code = digits;
            readFirst(step, digits);
            readings = 1;
        }
        for (; readings < step.times() && firstKey == null; readings++) {
            firstKey = readAgain(step, digits).orElse(null);
        }
        return step.next();
    }

    /// Keys do not stop the first reading, or who keys along would never hear the end; they are
    /// kept for the second. Those pressed before it cannot be part of the code.
    private void readFirst(Step.Code step, String digits) throws Hangup {
        voice.play(step.say(), Voice.NO_KEY);
        dropKeptKeys();
        voice.playSecret(spoken(digits, step.group()), Voice.NO_KEY);
    }

    private Optional<Dtmf> readAgain(Step.Code step, String digits) throws Hangup {
        var key = voice.play(step.again(), Voice.DIGITS);
        return key.isPresent() ? key : voice.playSecret(spoken(digits, step.group()), Voice.DIGITS);
    }

    private static List<String> spoken(String digits, int group) {
        var spoken = new ArrayList<String>();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && i % group == 0) {
                spoken.add(Prompts.PAUSE);
            }
            spoken.add(Prompts.digit(digits.charAt(i)));
        }
        return spoken;
    }

    /// @return the id of the next step
    String collect(Step.Collect step) throws Hangup {
        var first = firstKey == null ? voice.ask(step.say(), step.timeout()) : takeFirstKey();
        if (first.isEmpty() || first.get().equals(Dtmf.HASH)) {
            return step.otherwise();
        }
        if (intake.confirmCode(keyed(first.get(), step.pause()))) {
            return step.next();
        }
        misses++;
        if (misses >= step.attempts()) {
            return step.otherwise();
        }
        dropKeptKeys(); // the rest of the wrong code must not become the beginning of the next
        voice.play(step.wrong(), Voice.NO_KEY);
        return step.retry();
    }

    private Optional<Dtmf> takeFirstKey() {
        var key = Optional.ofNullable(firstKey);
        firstKey = null;
        return key;
    }

    /// As many digits as the code has, or fewer when `#` or a long pause ends them. (A call taken
    /// up again after a restart does not know the code's length any more.)
    private String keyed(Dtmf first, Duration pause) throws Hangup {
        var keyed = new StringBuilder().append(first.symbol());
        var length = code == null ? LONGEST_CODE : code.length();
        while (keyed.length() < length) {
            var key = line.readKey(pause);
            if (key.isEmpty()) {
                break;
            }
            if (!key.get().equals(Dtmf.HASH)) {
                keyed.append(key.get().symbol());
            } else if (keyed.length() >= SHORTEST_CODE) {
                break;
            }
        }
        return keyed.toString();
    }

    private void dropKeptKeys() throws Hangup {
        while (line.readKey(Duration.ofMillis(1)).isPresent()) {
            // each was pressed too early to mean anything
        }
    }
}
