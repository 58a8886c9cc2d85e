package org.earshot.ari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A message from ARI")
class AriMessageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CALLER = "\"caller\":{\"name\":\"Ann\",\"number\":\"12025550123\"}";

    @Test
    void tells_of_a_channel_that_entered_and_nothing_of_who_calls() throws Exception {
        var message =
                read(
                        "{\"type\":\"StasisStart\",\"args\":[\"a\",\"b\"],\"channel\":"
                                + "{\"id\":\"c1\",\"name\":\"PJSIP/trunk-1\","
                                + CALLER
                                + "}}");

        assertThat(message.event())
                .contains(new AriEvent.Entered("c1", "PJSIP/trunk-1", List.of("a", "b")));
        assertThat(message.toString()).doesNotContain("2025550123").doesNotContain("Ann");
    }

    @Test
    void tells_of_a_key_without_showing_it() throws Exception {
        var event =
                event(
                        "{\"type\":\"ChannelDtmfReceived\",\"digit\":\"7\",\"channel\":{\"id\":\"c1\"}}");

        assertThat(event).isEqualTo(new AriEvent.KeyPressed("c1", '7'));
        assertThat(event.toString()).doesNotContain("7");
    }

    @Test
    void tells_why_a_call_ended() throws Exception {
        assertThat(
                        event(
                                "{\"type\":\"ChannelHangupRequest\",\"cause\":44,\"channel\":{\"id\":\"c1\"}}"))
                .isEqualTo(new AriEvent.HangupRequested("c1", 44));
        assertThat(
                        event(
                                "{\"type\":\"ChannelDestroyed\",\"cause\":16,\"channel\":{\"id\":\"c1\"}}"))
                .isEqualTo(new AriEvent.Destroyed("c1", 16));
        assertThat(event("{\"type\":\"StasisEnd\",\"channel\":{\"id\":\"c1\"}}"))
                .isEqualTo(new AriEvent.Left("c1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"done", "failed"})
    void tells_whether_a_playback_that_ended_was_heard(String state) throws Exception {
        assertThat(
                        event(
                                "{\"type\":\"PlaybackFinished\",\"playback\":{\"id\":\"p1\",\"state\":\""
                                        + state
                                        + "\",\"target_uri\":\"channel:c1\"}}"))
                .isEqualTo(new AriEvent.PlaybackFinished("c1", "p1", state.equals("done")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"SomethingNew\",\"channel\":{\"id\":\"c1\"}}",
                "{\"type\":\"PlaybackFinished\",\"playback\":{\"id\":\"p1\"}}",
                "{\"type\":\"PlaybackFinished\",\"playback\":{\"id\":\"p\",\"target_uri\":\"bridge:b\"}}",
                "{\"type\":\"ChannelDtmfReceived\",\"digit\":\"\",\"channel\":{\"id\":\"c1\"}}",
                "{\"type\":\"ChannelDtmfReceived\",\"channel\":{\"id\":\"c1\"}}",
                "{\"type\":\"StasisEnd\"}"
            })
    void of_which_we_have_no_use_is_passed_over(String text) throws Exception {
        assertThat(read(text).event()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null ", "[", "{\"type\":{}}", "{\"cause\":\"much\"}", "\u0000"})
    void that_is_no_message_is_refused_as_such(String text) {
        assertThatThrownBy(
                        () -> {
                            AriMessage message = read(text);
                            assertThat(message).isNotNull();
                        })
                .isInstanceOfAny(JsonProcessingException.class, AssertionError.class);
    }

    @Test
    void that_was_damaged_is_read_or_refused_and_nothing_else() {
        var random = new Random(22);
        String whole =
                "{\"type\":\"ChannelHangupRequest\",\"cause\":44,\"channel\":{\"id\":\"c1\","
                        + CALLER
                        + "}}";
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            var damaged = new StringBuilder(whole);
            for (int j = 0; j <= random.nextInt(3); j++) {
                damaged.setCharAt(random.nextInt(whole.length()), (char) random.nextInt(128));
            }
            try {
                AriMessage message = read(damaged.toString());
                read += message == null || message.event().isPresent() ? 1 : 0;
            } catch (JsonProcessingException expected) {
                refused++;
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }

    private static AriMessage read(String text) throws JsonProcessingException {
        return JSON.readValue(text, AriMessage.class);
    }

    private static AriEvent event(String text) throws JsonProcessingException {
        return read(text).event().orElseThrow();
    }
}
