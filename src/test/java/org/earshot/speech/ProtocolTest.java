package org.earshot.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The vosk-server protocol")
class ProtocolTest {

    @Test
    void reads_words_with_times_and_confidence() throws Exception {
        var heard =
                Protocol.parse(
                        """
                        {"result": [{"conf": 0.99, "end": 0.63, "start": 0.3, "word": "hello"},
                                    {"conf": 1.0, "end": 0.9, "start": 0.63, "word": "there"}],
                         "text": "hello there"}
                        """);

        assertThat(heard)
                .contains(
                        new Heard.Utterance(
                                List.of(
                                        word("hello", 300, 630, 0.99),
                                        word("there", 630, 900, 1.0))));
    }

    @Test
    void reads_partial_words() throws Exception {
        assertThat(Protocol.parse("{\"partial\": \"hel\"}")).contains(new Heard.Partial("hel"));
    }

    @Test
    void hears_nothing_in_empty_answers() throws Exception {
        assertThat(Protocol.parse("{\"partial\": \"\"}")).isEmpty();
        assertThat(Protocol.parse("{\"text\": \"\"}")).isEmpty();
        assertThat(Protocol.parse("{}")).isEmpty();
    }

    @Test
    void tells_final_answers_from_partial_ones() throws Exception {
        assertThat(Protocol.isFinal("{\"text\": \"\"}")).isTrue();
        assertThat(Protocol.isFinal("{\"partial\": \"\"}")).isFalse();
    }

    @Test
    void writes_what_a_server_reads() throws Exception {
        assertThat(Protocol.sampleRate(Protocol.config(8000, List.of()))).hasValue(8000);
        assertThat(Protocol.isEof(Protocol.EOF)).isTrue();
        assertThat(Protocol.phrases(Protocol.config(8000, List.of()))).isEmpty();
        assertThat(Protocol.phrases(Protocol.config(8000, List.of("yes", "不是"))))
                .containsExactly("yes", "不是", "[unk]");
        assertThat(Protocol.isEof(Protocol.config(8000, List.of()))).isFalse();
    }

    @Test
    void refuses_what_is_no_json() {
        assertThatThrownBy(() -> Protocol.parse("oops"))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void never_prints_what_was_said() {
        var word = word("secret", 0, 1, 1);

        assertThat(List.of(word, new Heard.Utterance(List.of(word)), new Heard.Partial("secret")))
                .allSatisfy(said -> assertThat(said.toString()).doesNotContain("secret"));
    }

    private static Word word(String text, int start, int end, double confidence) {
        return new Word(text, Duration.ofMillis(start), Duration.ofMillis(end), confidence);
    }
}
