package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.earshot.calls.CallEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveLineTest {

    @ParameterizedTest
    @MethodSource("events")
    void every_kind_of_event_survives_the_pipe(CallEvent event) {
        var line = new LiveLine("c-1", 17, event);

        assertThat(LiveLine.parse(line.toJson())).contains(line);
    }

    static Stream<CallEvent> events() {
        return Stream.of(
                new CallEvent.Ringing("7K-42", "5550123"),
                new CallEvent.LanguageChosen(Locale.CHINESE),
                new CallEvent.Heard("一 个 \"炸弹\"\n"),
                new CallEvent.Ended("caller", Duration.ofMillis(1234)),
                new CallEvent.Transcribed(true),
                new CallEvent.Failed("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a log line",
                "{\"port\":1}",
                "{\"call\":",
                "{\"call\":1,\"event\":{\"is\":\"Unknown\"}}"
            })
    void what_is_no_event_is_none(String line) {
        assertThat(LiveLine.parse(line)).isEmpty();
    }
}
