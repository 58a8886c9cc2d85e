package org.earshot.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.earshot.audio.Sound;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A recogniser")
class VoskRecognizerIT {

    private static VoskModel model;
    private static short[] speech;

    @BeforeAll
    static void load(@TempDir Path cache) throws Exception {
        model = VoskModel.load(Unpacked.model("vosk-tiny-en-8k", cache));
        speech = Samples.english().audio();
    }

    /// Vosk ends a piece of speech after some silence: here that silence is full within the samples
    /// which the recogniser adds itself.
    @Test
    void keeps_the_words_of_a_piece_that_ends_in_its_very_last_samples() throws Exception {
        int ends = shortestSilenceThatEndsThePiece();

        for (int missing = 1; missing <= Upsampler.DELAY; missing += 6) {
            try (var recognizer = model.recognizer()) {
                assertThat(recognizer.accept(speechAnd(ends - missing))).isEmpty();

                List<Heard> heard = heard(recognizer.finish());

                assertThat(heard)
                        .singleElement()
                        .isInstanceOfSatisfying(
                                Heard.Utterance.class,
                                it -> assertThat(it.text()).isEqualTo(Samples.english().words()));
            }
        }
    }

    private static int shortestSilenceThatEndsThePiece() throws IOException {
        int tooShort = 0;
        int enough = 2 * Sound.TELEPHONE_HZ;
        while (enough - tooShort > 1) {
            int middle = (tooShort + enough) / 2;
            try (var recognizer = model.recognizer()) {
                if (recognizer.accept(speechAnd(middle)).isPresent()) {
                    enough = middle;
                } else {
                    tooShort = middle;
                }
            }
        }
        return enough;
    }

    private static short[] speechAnd(int silence) {
        return Arrays.copyOf(speech, speech.length + silence);
    }

    private static List<Heard> heard(List<String> answers) throws IOException {
        var heard = new ArrayList<Heard>();
        for (String answer : answers) {
            Protocol.parse(answer).ifPresent(heard::add);
        }
        return heard;
    }
}
