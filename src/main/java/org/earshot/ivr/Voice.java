package org.earshot.ivr;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// Our voice and ear in one call: speaks in the language and at the pace of the caller, tells the
/// house what is played, and notices the key that leads to a person.
final class Voice {

    static final Set<Dtmf> ANY_KEY = keys("0123456789*#ABCD");
    static final Set<Dtmf> DIGITS = keys("0123456789");
    static final Set<Dtmf> NO_KEY = Set.of();

    /// As good as no time; a line may not take zero for an answer.
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final Line line;
    private final Prompts prompts;
    private final Intake intake;

    /// Keys that stopped a prompt but are meant for the step that follows.
    private final Deque<Dtmf> kept = new ArrayDeque<>();

    private Locale language;
    private Pace pace;
    private Optional<Dtmf> personKey = Optional.empty();

    Voice(Line line, Prompts prompts, Intake intake, Locale language, Pace pace) {
        this.line = line;
        this.prompts = prompts;
        this.intake = intake;
        this.language = language;
        this.pace = pace;
    }

    Locale language() {
        return language;
    }

    Pace pace() {
        return pace;
    }

    void changeTo(Locale chosen) {
        language = chosen;
        intake.languageChosen(chosen);
    }

    void changeTo(Pace chosen) {
        pace = chosen;
    }

    /// From now on this key throws [PersonWanted].
    void personKey(Optional<Dtmf> key) {
        personKey = key;
    }

    /// Something that asks for digits, any of which may be the key to a person.
    interface Entry<T> {
        T take() throws Hangup;
    }

    /// No key leads to a person meanwhile.
    <T> T undisturbed(Entry<T> entry) throws Hangup {
        var before = personKey;
        personKey = Optional.empty();
        try {
            return entry.take();
        } finally {
            personKey = before;
        }
    }

    Optional<Dtmf> play(List<String> ids, Set<Dtmf> interrupt) throws Hangup {
        return play(ids, language, interrupt);
    }

    /// One by one, so that the house knows what the caller hears just now.
    Optional<Dtmf> play(List<String> ids, Locale spoken, Set<Dtmf> interrupt) throws Hangup {
        for (var id : ids) {
            var early = takeKept(interrupt);
            if (early.isPresent()) {
                return early;
            }
            intake.heard(id);
            var prompt = prompts.get(id, spoken, pace);
            var key = personal(line.play(List.of(prompt), withPerson(interrupt)));
            if (key.isPresent()) {
                return key;
            }
        }
        return Optional.empty();
    }

    /// All at once, so that nothing slows the rhythm, and unknown to the house: it is a secret.
    Optional<Dtmf> playSecret(List<String> ids, Set<Dtmf> interrupt) throws Hangup {
        return line.play(
                ids.stream().map(id -> prompts.get(id, language, pace)).toList(), interrupt);
    }

    /// Plays all; a key stops it and is kept for what follows.
    void playUntilKey(List<String> ids) throws Hangup {
        play(ids, ANY_KEY).ifPresent(kept::addLast);
    }

    /// Plays, then waits: any key ends both.
    Optional<Dtmf> ask(List<String> ids, Duration timeout) throws Hangup {
        var key = play(ids, ANY_KEY);
        return key.isPresent() ? key : readKey(timeout);
    }

    /// @param timeout at the normal pace
    Optional<Dtmf> readKey(Duration timeout) throws Hangup {
        var early = takeKept(ANY_KEY);
        return early.isPresent() ? early : personal(line.readKey(pace.stretch(timeout)));
    }

    /// One of these keys, if it has been pressed already.
    Optional<Dtmf> keyPressed(Set<Dtmf> wanted) throws Hangup {
        var early = takeKept(wanted);
        return early.isPresent() ? early : personal(line.play(List.of(), withPerson(wanted)));
    }

    /// @param timeout at the normal pace
    Answer hear(Set<String> phrases, Duration timeout) throws Hangup {
        var early = takeKept(ANY_KEY);
        if (early.isPresent()) {
            return new Answer.Key(early.get());
        }
        var answer = line.hear(new Answer.Expected(phrases, language, pace.stretch(timeout)));
        if (answer instanceof Answer.Key(var key)) {
            personal(Optional.of(key));
        }
        return answer;
    }

    void beep() throws Hangup {
        line.beep();
    }

    /// The caller speaks. The key that leads to a person ends it too, see [#personAfter].
    SpeechEnd listen(SpeechLimits limits) throws Hangup {
        kept.clear();
        return line.listen(
                new SpeechLimits(
                        withPerson(limits.stopKeys()),
                        pace.stretch(limits.silence()),
                        limits.limit()));
    }

    /// Throws [PersonWanted] when that is how the caller ended what [#listen] heard.
    void personAfter(SpeechEnd end) {
        if (end instanceof SpeechEnd.Key(var key)) {
            personal(Optional.of(key));
        }
    }

    /// Keys pressed too early to mean anything.
    void dropKeys() throws Hangup {
        kept.clear();
        while (line.readKey(A_MOMENT).isPresent()) {
            // dropped
        }
    }

    void hangUp() {
        line.hangUp();
    }

    private Set<Dtmf> withPerson(Set<Dtmf> keys) {
        if (personKey.isEmpty() || keys.contains(personKey.get())) {
            return keys;
        }
        var all = new HashSet<>(keys);
        all.add(personKey.get());
        return all;
    }

    private Optional<Dtmf> takeKept(Set<Dtmf> wanted) {
        var taken = kept.stream().filter(withPerson(wanted)::contains).findFirst();
        taken.ifPresent(kept::removeFirstOccurrence);
        return personal(taken);
    }

    private Optional<Dtmf> personal(Optional<Dtmf> key) {
        if (key.isPresent() && key.equals(personKey)) {
            throw new PersonWanted();
        }
        return key;
    }

    private static Set<Dtmf> keys(String symbols) {
        return symbols.chars()
                .mapToObj(symbol -> new Dtmf((char) symbol))
                .collect(Collectors.toUnmodifiableSet());
    }
}
