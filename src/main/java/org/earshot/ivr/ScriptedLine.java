package org.earshot.ivr;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;
import org.jspecify.annotations.Nullable;

/// A line whose caller is written as a script: no Asterisk, no sound, and a clock of its own that
/// jumps, so that a call of ten minutes takes no time.
///
/// The caller does one act after the other, each as soon as the one before is done:
///
/// ```
/// new ScriptedLine().hears("choose-language").presses("1").hears("beep").speaks(ofSeconds(12)).presses("#")
/// ```
///
/// When the script is over the caller is silent and stays on the line. For one thread only.
public final class ScriptedLine implements Line {

    /// What [#heard] calls the tone of [#beep], and what a script may wait for.
    public static final String BEEP = "beep";

    private static final Duration BEEP_LENGTH = Duration.ofMillis(200);

    /// A key held for 100 ms and a pause as long: a fast human finger.
    private static final Duration KEY_LENGTH = Duration.ofMillis(200);

    /// A word or two.
    private static final Duration SAYING = Duration.ofSeconds(1);

    private final Function<Prompt, Duration> lengths;
    private final Deque<Act> script = new ArrayDeque<>();
    private final Deque<Dtmf> keys = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();

    private Duration now = Duration.ZERO;
    private Duration callerFreeAt = Duration.ZERO;
    private Duration speechUntil = Duration.ZERO;
    private @Nullable Duration hangUpAt;
    private @Nullable String said;
    private boolean listening;
    private @Nullable Runnable killed;
    private Hangup.@Nullable By endedBy;

    private sealed interface Act {
        record Hears(String what) implements Act {}

        record Waits(Duration time) implements Act {}

        record Presses(Dtmf key) implements Act {}

        record Speaks(Duration time) implements Act {}

        record Says(String words) implements Act {}

        record Restarts(Runnable killed) implements Act {}

        record HangsUp() implements Act {}
    }

    /// Every prompt lasts a second.
    public ScriptedLine() {
        this(prompt -> Duration.ofSeconds(1));
    }

    /// @param lengths how long each prompt lasts
    public ScriptedLine(Function<Prompt, Duration> lengths) {
        this.lengths = lengths;
    }

    /// The caller waits until this begins to play: a prompt's id (`notice`), or in one language
    /// only (`zh/notice`), or [#BEEP].
    public ScriptedLine hears(String what) {
        return then(new Act.Hears(what));
    }

    public ScriptedLine waits(Duration time) {
        return then(new Act.Waits(time));
    }

    /// Presses these keys one by one, five a second.
    ///
    /// @throws IllegalArgumentException when there is no such key
    public ScriptedLine presses(String sequence) {
        sequence.chars().forEach(key -> then(new Act.Presses(new Dtmf((char) key))));
        return this;
    }

    public ScriptedLine speaks(Duration time) {
        return then(new Act.Speaks(time));
    }

    /// Says these words, as soon as somebody listens: polite people do not speak over a prompt.
    /// (Who does is written with [#speaks].)
    public ScriptedLine says(String words) {
        return then(new Act.Says(words));
    }

    /// The program is killed: whichever method runs then throws [CoreRestarted], and keys that were
    /// kept are lost. The line stays up for the next program.
    public ScriptedLine coreRestarts() {
        return coreRestarts(() -> {});
    }

    /// @param killed done in that moment, before anything else learns of it
    public ScriptedLine coreRestarts(Runnable killed) {
        return then(new Act.Restarts(killed));
    }

    public ScriptedLine hangsUp() {
        return then(new Act.HangsUp());
    }

    /// Hangs up at this moment of the call, whatever the script is at.
    public ScriptedLine hangsUpAt(Duration moment) {
        hangUpAt = moment;
        return this;
    }

    /// Thrown in the place of a program that is killed.
    public static final class CoreRestarted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CoreRestarted() {
            super("the core was restarted", null, false, false);
        }
    }

    /// Something that is heard on the line and is no prompt of ours: a queue's music, a talk. The
    /// script may wait for it with [#hears].
    public void plays(String what, Duration length) throws Hangup {
        pass(Duration.ZERO);
        requireUp();
        begins(what);
        lasts(length);
    }

    /// Lets this much time pass, in which the caller may hang up.
    public void lasts(Duration time) throws Hangup {
        pass(time);
        requireUp();
    }

    /// What the caller heard begin, in order: `en/notice`, or [#BEEP].
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /// Acts the caller never came to; empty when the call went as the script says.
    public List<String> unmet() {
        return script.stream().map(Act::toString).toList();
    }

    /// How long the call has lasted.
    public Duration elapsed() {
        return now;
    }

    /// Who ended the call; empty while it is up.
    public Optional<Hangup.By> endedBy() {
        return Optional.ofNullable(endedBy);
    }

    /// Lets this much time pass, as a test may want between two calls of this line.
    public void pass(Duration time) {
        var until = now.plus(time);
        while (actOnce(until)) {
            // each act moves the clock
        }
    }

    @Override
    public void answer() throws Hangup {
        requireUp();
    }

    @Override
    public Optional<Dtmf> play(List<Prompt> prompts, Set<Dtmf> interrupt) throws Hangup {
        pass(Duration.ZERO);
        for (var prompt : prompts) {
            var end = now.plus(lengths.apply(prompt));
            var key = takeKept(interrupt);
            if (key.isEmpty()) {
                requireUp();
                begins(prompt.language().toLanguageTag() + "/" + prompt.id());
            }
            while (key.isEmpty() && actOnce(end)) {
                requireUp();
                key = takeKept(interrupt);
            }
            if (key.isPresent()) {
                return key;
            }
        }
        requireUp();
        return takeKept(interrupt);
    }

    @Override
    public Optional<Dtmf> readKey(Duration timeout) throws Hangup {
        var deadline = now.plus(timeout);
        do {
            requireUp();
        } while (keys.isEmpty() && actOnce(deadline));
        requireUp();
        return Optional.ofNullable(keys.poll());
    }

    @Override
    public Answer hear(Answer.Expected expected) throws Hangup {
        var deadline = now.plus(expected.timeout());
        said = null;
        listening = true;
        try {
            while (true) {
                requireUp();
                if (!keys.isEmpty()) {
                    return new Answer.Key(keys.remove());
                }
                var spoken = said != null && now.compareTo(speechUntil) >= 0;
                if (spoken) {
                    var phrase = recognised(expected.phrases());
                    if (phrase.isPresent()) {
                        return new Answer.Words(phrase.get());
                    }
                }
                var until = said == null ? deadline : earlier(deadline, speechUntil);
                if (!actOnce(until) && now.compareTo(deadline) >= 0) {
                    return new Answer.Nothing();
                }
            }
        } finally {
            listening = false;
        }
    }

    /// The longest phrase that is among the words said. Other words are no answer.
    private Optional<String> recognised(Set<String> phrases) {
        var words = " " + said + " ";
        said = null;
        return phrases.stream()
                .filter(phrase -> words.contains(" " + phrase + " ") || unspaced(words, phrase))
                .max(Comparator.comparingInt(String::length));
    }

    /// Chinese puts no spaces between its words.
    private static boolean unspaced(String words, String phrase) {
        return phrase.codePoints()
                        .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                && words.contains(phrase);
    }

    @Override
    public SpeechEnd listen(SpeechLimits limits) throws Hangup {
        pass(Duration.ZERO);
        requireUp();
        keys.clear();
        var begin = now;
        var limit = begin.plus(limits.limit());
        listening = true;
        try {
            return listen(limits, begin, limit);
        } finally {
            listening = false;
        }
    }

    private SpeechEnd listen(SpeechLimits limits, Duration begin, Duration limit) throws Hangup {
        while (actOnce(earlier(limit, silentUntil(begin, limits)))) {
            requireUp();
            var stop = takeKept(limits.stopKeys());
            if (stop.isPresent()) {
                keys.clear();
                return new SpeechEnd.Key(stop.get());
            }
        }
        requireUp();
        keys.clear();
        return now.compareTo(limit) >= 0 ? new SpeechEnd.Limit() : new SpeechEnd.Silence();
    }

    private Duration silentUntil(Duration begin, SpeechLimits limits) {
        return later(begin, speechUntil).plus(limits.silence());
    }

    @Override
    public void beep() throws Hangup {
        pass(Duration.ZERO);
        requireUp();
        begins(BEEP);
        pass(BEEP_LENGTH);
        requireUp();
    }

    @Override
    public void hangUp() {
        if (endedBy == null) {
            endedBy = Hangup.By.FLOW;
        }
    }

    private void requireUp() throws Hangup {
        if (killed != null) {
            killed.run();
            killed = null;
            keys.clear();
            throw new CoreRestarted();
        }
        if (endedBy != null) {
            throw new Hangup(endedBy);
        }
    }

    private void begins(String what) {
        heard.add(what);
        if (script.peek() instanceof Act.Hears(var awaited)
                && (what.equals(awaited) || what.endsWith("/" + awaited))) {
            script.remove();
            callerFreeAt = now;
        }
    }

    private Optional<Dtmf> takeKept(Set<Dtmf> wanted) {
        var key = keys.stream().filter(wanted::contains).findFirst();
        key.ifPresent(keys::removeFirstOccurrence);
        return key;
    }

    private ScriptedLine then(Act act) {
        if (script.isEmpty()) {
            callerFreeAt = later(callerFreeAt, now);
        }
        script.add(act);
        return this;
    }

    /// Does the caller's next act if it is due by `until`, and moves the clock there.
    ///
    /// @return false when nothing more happens by then; the clock stands at `until`
    private boolean actOnce(Duration until) {
        if (endedBy != null) {
            return false;
        }
        var act = script.peek();
        var due = later(now, callerFreeAt);
        var ready = act != null && canDo(act) && due.compareTo(until) <= 0;
        if (hangUpAt != null && hangUpAt.compareTo(ready ? due : until) <= 0) {
            now = later(now, hangUpAt);
            endedBy = Hangup.By.CALLER;
            return true;
        }
        now = ready ? due : until;
        if (ready) {
            perform(script.remove());
        }
        return ready;
    }

    private boolean canDo(Act act) {
        return switch (act) {
            case Act.Hears _ -> false;
            case Act.Says _ -> listening;
            case Act.Waits _, Act.Presses _, Act.Speaks _, Act.HangsUp _, Act.Restarts _ -> true;
        };
    }

    private void perform(Act act) {
        callerFreeAt =
                switch (act) {
                    case Act.Hears _ -> now;
                    case Act.Waits(var time) -> now.plus(time);
                    case Act.Presses(var key) -> {
                        keys.add(key);
                        yield now.plus(KEY_LENGTH);
                    }
                    case Act.Speaks(var time) -> {
                        speechUntil = now.plus(time);
                        yield speechUntil;
                    }
                    case Act.Says(var words) -> {
                        said = words;
                        speechUntil = now.plus(SAYING);
                        yield speechUntil;
                    }
                    case Act.Restarts(var moment) -> {
                        killed = moment;
                        yield now;
                    }
                    case Act.HangsUp _ -> {
                        endedBy = Hangup.By.CALLER;
                        yield now;
                    }
                };
    }

    private static Duration later(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration earlier(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
