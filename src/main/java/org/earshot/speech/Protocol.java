package org.earshot.speech;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The [vosk-server protocol](https://alphacephei.com/vosk/server): the client sends `{"config":
/// …}`, then 16-bit little-endian samples as binary messages, then `{"eof": 1}`; the server answers
/// `{"partial": "…"}` while someone speaks and `{"result": […], "text": "…"}` at the end of each
/// piece of speech, and closes after the one that answers `eof`.
final class Protocol {

    static final String EOF = "{\"eof\" : 1}";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Protocol() {}

    /// What is heard when it is none of the phrases asked for.
    private static final String UNKNOWN = "[unk]";

    /// @param phrases the only ones to be recognised; none: whatever is said
    static String config(int sampleRateHz, List<String> phrases) {
        var config = MAPPER.createObjectNode().put("sample_rate", sampleRateHz).put("words", 1);
        if (!phrases.isEmpty()) {
            var list = config.putArray("phrase_list");
            phrases.forEach(list::add);
            list.add(UNKNOWN);
        }
        return MAPPER.createObjectNode().set("config", config).toString();
    }

    /// The phrases of a `config` message, also [#UNKNOWN]; empty when there are none.
    static List<String> phrases(String message) throws JsonProcessingException {
        var phrases = new ArrayList<String>();
        MAPPER.readTree(message)
                .path("config")
                .path("phrase_list")
                .forEach(phrase -> phrases.add(phrase.asText()));
        return phrases;
    }

    /// As Vosk wants its grammar.
    static String grammar(List<String> phrases) throws JsonProcessingException {
        return MAPPER.writeValueAsString(phrases);
    }

    static boolean isEof(String message) throws JsonProcessingException {
        return MAPPER.readTree(message).has("eof");
    }

    /// The sample rate of a `config` message; empty when it leaves it to the server.
    static OptionalInt sampleRate(String message) throws JsonProcessingException {
        JsonNode rate = MAPPER.readTree(message).path("config").path("sample_rate");
        return rate.isNumber() ? OptionalInt.of(rate.asInt()) : OptionalInt.empty();
    }

    /// @return empty when nothing was heard
    static Optional<Heard> parse(String answer) throws JsonProcessingException {
        JsonNode json = MAPPER.readTree(answer);
        if (json.has("partial")) {
            String text = json.get("partial").asText();
            return text.isBlank() ? Optional.empty() : Optional.of(new Heard.Partial(text));
        }
        var words = words(json.path("result"));
        return words.isEmpty() ? Optional.empty() : Optional.of(new Heard.Utterance(words));
    }

    static boolean isFinal(String answer) throws JsonProcessingException {
        return MAPPER.readTree(answer).has("text");
    }

    private static List<Word> words(JsonNode result) {
        var words = new ArrayList<Word>();
        for (JsonNode word : result) {
            words.add(
                    new Word(
                            word.path("word").asText(),
                            seconds(word.path("start")),
                            seconds(word.path("end")),
                            word.path("conf").asDouble(0)));
        }
        return words;
    }

    private static Duration seconds(JsonNode value) {
        return Duration.ofMillis(Math.round(value.asDouble(0) * 1000));
    }
}
