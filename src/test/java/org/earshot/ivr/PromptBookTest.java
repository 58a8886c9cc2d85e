package org.earshot.ivr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The words of the prompts")
class PromptBookTest {

    private static final String HEADER = "id,language,words,spoken,engine,licence\n";

    @TempDir private Path folder;

    @Test
    void are_the_same_prompts_in_every_language_we_ship() throws IvrRefused {
        var book = ShippedFlow.words();
        var english = book.in(Locale.ENGLISH).stream().map(PromptWords::id).toList();

        assertThat(book.languages())
                .containsExactlyInAnyOrder(Locale.ENGLISH, Locale.CHINESE, Locale.KOREAN);
        for (var language : book.languages()) {
            assertThat(book.in(language).stream().map(PromptWords::id)).isEqualTo(english);
        }
    }

    @Test
    void are_given_to_the_mandarin_voice_as_pinyin_with_a_tone_on_every_syllable()
            throws IvrRefused {
        for (var words : ShippedFlow.words().in(Locale.CHINESE)) {
            var spoken = words.spoken();
            var hanzi = words.words().codePoints().filter(Character::isIdeographic).count();
            assertThat(spoken).as(words.id()).matches("([a-z]+[1-5])+([ ,.]+([a-z]+[1-5])+)*[.]?");
            assertThat(spoken.chars().filter(Character::isDigit).count())
                    .as("syllables of %s", words.id())
                    .isEqualTo(hanzi);
        }
    }

    @Test
    void may_hold_commas_and_quotes() throws IOException, IvrRefused {
        write("x,en,\"Yes, \"\"you\"\".\",\"Yes, you.\",espeak-ng en-us,CC0-1.0\r\n");

        var words = PromptBook.read(folder).words("x", Locale.ENGLISH).orElseThrow();

        assertThat(words.words()).isEqualTo("Yes, \"you\".");
        assertThat(words.licence()).isEqualTo("CC0-1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x,en,Yes, you,Yes you,e,l | this line has 7 fields, not 6",
                "x,en,Yes,,e,l             | 'spoken' is empty",
                "X y,en,Yes,Yes,e,l        | the id 'X y' may only have",
                "x,zh,Yes,Yes,e,l          | the language is 'zh' in the folder of 'en'",
                "a,en,Yes,Yes,e,l          | the id 'a' is there twice",
            })
    void are_refused_with_line_and_sentence(String row, String sentence) throws IOException {
        write("a,en,Yes,Yes,e,l\n\n" + row + "\n");

        assertThatThrownBy(() -> PromptBook.read(folder))
                .isInstanceOfSatisfying(
                        IvrRefused.class,
                        refused ->
                                assertThat(refused.problems())
                                        .singleElement()
                                        .satisfies(problem -> {
                                            assertThat(problem.line()).isEqualTo(4);
                                            assertThat(problem.sentence()).contains(sentence);
                                        }));
    }

    @Test
    void are_refused_without_a_header() throws IOException {
        var file = Files.createDirectories(folder.resolve("en")).resolve("prompts.csv");
        Files.writeString(file, "a,en,Yes,Yes,e,l\n");

        assertThatThrownBy(() -> PromptBook.read(folder))
                .hasMessageContaining(
                        "prompts/en/prompts.csv:1: the first line must be id,language");
    }

    @Test
    void are_refused_when_there_are_none() {
        assertThatThrownBy(() -> PromptBook.read(folder))
                .isInstanceOf(IvrRefused.class)
                .hasMessageContaining("there is no <language>/prompts.csv");
    }

    private void write(String rows) throws IOException {
        var file = Files.createDirectories(folder.resolve("en")).resolve("prompts.csv");
        Files.writeString(file, HEADER + rows);
    }
}
