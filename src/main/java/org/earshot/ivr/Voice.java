package org.earshot.ivr;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// Our voice in one call: plays prompts in the language the caller chose and tells the house which.
final class Voice {

    static final Set<Dtmf> DIGITS = keys("0123456789");
    static final Set<Dtmf> ANY_KEY = keys("0123456789*#ABCD");
    static final Set<Dtmf> NO_KEY = Set.of();

    private final Line line;
    private final Prompts prompts;
    private final Intake intake;

    private Locale language;

    Voice(Line line, Prompts prompts, Intake intake, Locale language) {
        this.line = line;
        this.prompts = prompts;
        this.intake = intake;
        this.language = language;
    }

    Locale language() {
        return language;
    }

    void changeTo(Locale chosen) {
        language = chosen;
        intake.languageChosen(chosen);
    }

    Optional<Dtmf> play(List<String> ids, Set<Dtmf> interrupt) throws Hangup {
        return play(ids, language, interrupt);
    }

    /// One by one, so that the house knows what the caller hears just now.
    Optional<Dtmf> play(List<String> ids, Locale spoken, Set<Dtmf> interrupt) throws Hangup {
        for (var id : ids) {
            intake.heard(id);
            var key = line.play(List.of(prompts.get(id, spoken)), interrupt);
            if (key.isPresent()) {
                return key;
            }
        }
        return Optional.empty();
    }

    /// All at once, so that nothing slows the rhythm, and unknown to the house: it is a secret.
    Optional<Dtmf> playSecret(List<String> ids, Set<Dtmf> interrupt) throws Hangup {
        return line.play(ids.stream().map(id -> prompts.get(id, language)).toList(), interrupt);
    }

    /// Plays, then waits: any key ends both.
    Optional<Dtmf> ask(List<String> ids, Duration timeout) throws Hangup {
        var key = play(ids, ANY_KEY);
        return key.isPresent() ? key : line.readKey(timeout);
    }

    private static Set<Dtmf> keys(String symbols) {
        return symbols.chars()
                .mapToObj(symbol -> new Dtmf((char) symbol))
                .collect(Collectors.toUnmodifiableSet());
    }
}
