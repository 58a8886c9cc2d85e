package org.earshot.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.earshot.ivr.Answer;
import org.earshot.speech.Heard;
import org.earshot.speech.Word;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An ear for a few phrases")
@SuppressWarnings("NullAway") // the recogniser has told its listener when the ear is open
class PhraseEarTest {

    private final AtomicReference<Consumer<Heard>> listener = new AtomicReference<>();
    private final PhraseEar ear =
            PhraseEar.open(
                    new Answer.Expected(
                            Set.of("yes", "no", "not now"), Locale.ENGLISH, Duration.ofSeconds(5)),
                    (_, heard) -> {
                        listener.set(heard);
                        return Optional.empty();
                    });

    @ParameterizedTest
    @ValueSource(strings = {"no", "no no"})
    void takes_a_phrase_also_when_it_is_repeated(String said) {
        utter(said);

        assertThat(ear.phrase()).contains("no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[unk]", "[unk] no", "yes no", "not", "now"})
    void takes_nothing_for_a_phrase_that_may_mean_anything(String said) {
        utter(said);

        assertThat(ear.phrase()).isEmpty();
    }

    @Test
    void takes_a_phrase_of_two_words_and_the_first_answer() {
        utter("not now");
        utter("yes");

        assertThat(ear.phrase()).contains("not now");
    }

    @Test
    void knows_when_somebody_is_in_the_middle_of_a_word() {
        listener.get().accept(new Heard.Partial("no"));
        assertThat(ear.isSpeaking()).isTrue();

        utter("no");
        assertThat(ear.isSpeaking()).isFalse();
    }

    @Test
    void without_a_recogniser_understands_nothing() {
        assertThat(ear.understands()).isFalse();
    }

    private void utter(String words) {
        List<Word> heard =
                Arrays.stream(words.split(" ", -1))
                        .map(word -> new Word(word, Duration.ZERO, Duration.ZERO, 1))
                        .toList();
        listener.get().accept(new Heard.Utterance(heard));
    }
}
