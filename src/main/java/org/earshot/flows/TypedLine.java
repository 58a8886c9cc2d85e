package org.earshot.flows;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.earshot.ivr.Answer;
import org.earshot.ivr.Line;
import org.earshot.ivr.Prompt;
import org.earshot.ivr.PromptBook;
import org.earshot.ivr.PromptWords;
import org.earshot.ivr.SpeechEnd;
import org.earshot.ivr.SpeechLimits;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// A line to somebody at a keyboard, who reads what a caller would hear and types what a caller
/// would do: keys, `say yes`, `code`, `hangup`, or nothing. Time passes only while one waits in
/// vain; so there is all the time in the world to think.
public final class TypedLine implements Line, SimulatedHouse.Time {

    /// A shorter wait is no question to the caller: the flow looks whether a key is there already.
    private static final Duration A_QUESTION = Duration.ofMillis(200);

    /// How much of a wait in a queue passes between two questions.
    private static final Duration A_WAIT = Duration.ofSeconds(10);

    private final PromptBook words;
    private final Function<String, Optional<String>> typed;
    private final Consumer<String> shown;
    private final Deque<Dtmf> keys = new ArrayDeque<>();

    private Duration now = Duration.ZERO;
    private Duration waited = Duration.ZERO;
    private boolean over;

    /// @param typed the next line for what is asked; empty at the end of the input
    /// @param shown what is to be read
    public TypedLine(
            PromptBook words, Function<String, Optional<String>> typed, Consumer<String> shown) {
        this.words = words;
        this.typed = typed;
        this.shown = shown;
    }

    @Override
    public void answer() throws Hangup {
        requireUp();
    }

    @Override
    public Optional<Dtmf> play(List<Prompt> prompts, Set<Dtmf> interrupt) throws Hangup {
        requireUp();
        var stop = takeKept(interrupt);
        if (stop.isPresent()) {
            return stop;
        }
        if (!prompts.isEmpty()) {
            shown.accept("  " + String.join(" ", prompts.stream().map(this::read).toList()));
        }
        return Optional.empty();
    }

    private String read(Prompt prompt) {
        return words.words(prompt.id(), prompt.language())
                .map(PromptWords::words)
                .orElse(prompt.id().equals("pause") ? "," : prompt.id());
    }

    @Override
    public Optional<Dtmf> readKey(Duration timeout) throws Hangup {
        requireUp();
        while (keys.isEmpty() && timeout.compareTo(A_QUESTION) >= 0) {
            var line = ask("key");
            if (line.isEmpty()) {
                now = now.plus(timeout);
                return Optional.empty();
            }
            press(line);
        }
        return Optional.ofNullable(keys.poll());
    }

    @Override
    public SpeechEnd listen(SpeechLimits limits) throws Hangup {
        requireUp();
        keys.clear();
        while (true) {
            var line = ask("speak");
            if (line.isEmpty()) {
                now = now.plus(limits.silence());
                return new SpeechEnd.Silence();
            }
            now = now.plusSeconds(1 + line.length() / 15);
            if (now.compareTo(limits.limit()) > 0 && line.length() > 10_000) {
                return new SpeechEnd.Limit();
            }
            var stop = Dtmf.of(line.charAt(line.length() - 1)).filter(limits.stopKeys()::contains);
            if (stop.isPresent()) {
                return new SpeechEnd.Key(stop.get());
            }
        }
    }

    @Override
    public Answer hear(Answer.Expected expected) throws Hangup {
        requireUp();
        while (keys.isEmpty()) {
            var line = ask("key or words");
            var said = line.startsWith("say ") ? line.substring(4).strip() : line;
            if (expected.phrases().contains(said)) {
                return new Answer.Words(said);
            }
            if (line.isEmpty()) {
                now = now.plus(expected.timeout());
                return new Answer.Nothing();
            }
            if (!press(line)) {
                shown.accept("  (only these words are known here: " + expected.phrases() + ")");
            }
        }
        return new Answer.Key(keys.remove());
    }

    @Override
    public void beep() throws Hangup {
        requireUp();
        shown.accept("  (beep)");
    }

    @Override
    public void hangUp() {
        over = true;
    }

    @Override
    public Duration elapsed() {
        return now;
    }

    @Override
    public void pass(Duration time) throws Hangup {
        now = now.plus(time);
        waited = waited.plus(time);
        if (waited.compareTo(A_WAIT) >= 0) {
            press(ask("waiting since " + waited.toSeconds() + " s"));
            waited = Duration.ZERO;
        }
    }

    private String ask(String question) throws Hangup {
        var line = typed.apply(question).orElse("hangup").strip();
        if (line.equals("hangup")) {
            over = true;
            throw new Hangup(Hangup.By.CALLER);
        }
        return line;
    }

    /// @return whether it was keys
    private boolean press(String line) {
        var pressed = line.equals("code") ? SimulatedHouse.CODE : line.replace(" ", "");
        if (!pressed.chars().allMatch(symbol -> Dtmf.of((char) symbol).isPresent())) {
            if (!line.startsWith("say ")) {
                shown.accept(
                        "  (type keys, 'say' and words, 'code', 'hangup', or nothing for silence)");
            }
            return false;
        }
        pressed.chars().forEach(symbol -> keys.add(new Dtmf((char) symbol)));
        return true;
    }

    private Optional<Dtmf> takeKept(Set<Dtmf> wanted) {
        var key = keys.stream().filter(wanted::contains).findFirst();
        key.ifPresent(keys::removeFirstOccurrence);
        return key;
    }

    private void requireUp() throws Hangup {
        if (over) {
            throw new Hangup(Hangup.By.FLOW);
        }
    }
}
