package org.earshot.calls;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.earshot.ivr.Answer;
import org.earshot.speech.Heard;
import org.earshot.speech.SpeechSession;
import org.earshot.speech.Word;
import org.jspecify.annotations.Nullable;

/// Listens for a few phrases while a caller is asked something. Nothing of it is kept or told: what
/// else the caller says is not even recognised.
final class PhraseEar implements AutoCloseable {

    private final Set<String> phrases;
    private final AtomicReference<@Nullable String> found = new AtomicReference<>();
    private volatile boolean speaking;
    private @Nullable SpeechSession session;

    /// Gives a recogniser that knows these phrases only; empty when there is none.
    @FunctionalInterface
    interface Recognisers {

        Recognisers NONE = (_, _) -> Optional.empty();

        Optional<SpeechSession> open(Answer.Expected expected, Consumer<Heard> listener);
    }

    private PhraseEar(Set<String> phrases) {
        this.phrases = phrases;
    }

    static PhraseEar open(Answer.Expected expected, Recognisers recognisers) {
        var ear = new PhraseEar(expected.phrases());
        ear.session = recognisers.open(expected, ear::hear).orElse(null);
        return ear;
    }

    /// Whether there is a recogniser at all.
    boolean understands() {
        return session != null;
    }

    void accept(short[] samples) {
        SpeechSession open = session;
        if (open != null) {
            open.accept(samples);
        }
    }

    /// What was said, once it was one of the phrases.
    Optional<String> phrase() {
        return Optional.ofNullable(found.get());
    }

    /// Whether the caller is in the middle of a word.
    boolean isSpeaking() {
        return speaking;
    }

    private void hear(Heard heard) {
        switch (heard) {
            case Heard.Partial _ -> speaking = true;
            case Heard.Utterance(var words) -> {
                speaking = false;
                said(words).ifPresent(phrase -> found.compareAndSet(null, phrase));
            }
        }
    }

    /// The whole of it, perhaps said more than once: in a sentence, "no" may mean anything.
    private Optional<String> said(List<Word> words) {
        String text = String.join(" ", words.stream().map(Word::text).toList());
        return phrases.stream()
                .filter(phrase -> (text + " ").replace(phrase + " ", "").isEmpty())
                .findFirst();
    }

    @Override
    public void close() {
        SpeechSession open = session;
        if (open != null) {
            open.close();
        }
    }
}
