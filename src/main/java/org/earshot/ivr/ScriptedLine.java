package org.earshot.ivr;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

    private final Function<Prompt, Duration> lengths;
    private final Deque<Act> script = new ArrayDeque<>();
    private final Deque<Dtmf> keys = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();

    private Duration now = Duration.ZERO;
    private Duration callerFreeAt = Duration.ZERO;
    private Duration speechUntil = Duration.ZERO;
    private @Nullable Duration hangUpAt;
    private Hangup.@Nullable By endedBy;

    private sealed interface Act {
        record Hears(String what) implements Act {}

        record Waits(Duration time) implements Act {}

        record Presses(Dtmf key) implements Act {}

        record Speaks(Duration time) implements Act {}

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

    public ScriptedLine hangsUp() {
        return then(new Act.HangsUp());
    }

    /// Hangs up at this moment of the call, whatever the script is at.
    public ScriptedLine hangsUpAt(Duration moment) {
        hangUpAt = moment;
        return this;
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
    public SpeechEnd listen(SpeechLimits limits) throws Hangup {
        pass(Duration.ZERO);
        requireUp();
        keys.clear();
        var begin = now;
        var limit = begin.plus(limits.limit());
        while (actOnce(earlier(limit, silentUntil(begin, limits)))) {
            requireUp();
            if (takeKept(limits.stopKeys()).isPresent()) {
                keys.clear();
                return SpeechEnd.KEY;
            }
        }
        requireUp();
        keys.clear();
        return now.compareTo(limit) >= 0 ? SpeechEnd.LIMIT : SpeechEnd.SILENCE;
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
        var ready = act != null && !(act instanceof Act.Hears) && due.compareTo(until) <= 0;
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
