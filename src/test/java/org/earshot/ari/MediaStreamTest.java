package org.earshot.ari;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A stream of audio from Asterisk")
class MediaStreamTest {

    private static final String START =
            "{\"event\":\"MEDIA_START\",\"channel_id\":\"c1\",\"format\":\"slin\"}";

    private final List<short[]> heard = new ArrayList<>();
    private final MediaStream stream = new MediaStream("c1", "t", heard::add, () -> {});

    @Test
    void is_sixteen_bit_little_endian() {
        assertThat(stream.onText(START)).isTrue();
        assertThat(stream.onBinary(new byte[] {1, 2, (byte) 0xff, (byte) 0xff})).isTrue();

        assertThat(heard).containsExactly(new short[] {0x0201, -1});
    }

    @Test
    void keeps_frames_that_overtook_its_start() {
        assertThat(stream.onBinary(new byte[] {1, 0})).isTrue();
        assertThat(heard).isEmpty();
        assertThat(stream.onText(START)).isTrue();
        assertThat(stream.onBinary(new byte[] {2, 0})).isTrue();

        assertThat(heard).containsExactly(new short[] {1}, new short[] {2});
    }

    @Test
    void without_a_start_is_given_up() {
        int frames = 0;
        while (stream.onBinary(new byte[320])) {
            frames++;
        }

        assertThat(frames).isEqualTo(100);
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"MEDIA_START\",\"channel_id\":\"c2\",\"format\":\"slin\"}",
                "{\"event\":\"MEDIA_START\",\"channel_id\":\"c1\",\"format\":\"ulaw\"}",
                "{\"event\":\"MEDIA_START\"}"
            })
    void of_another_channel_or_format_is_refused(String start) {
        assertThat(stream.onText(start)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MEDIA_START", "{\"event\":\"STATUS\"}", "{", "[1]"})
    void may_say_other_things(String text) {
        assertThat(stream.onText(text)).isTrue();
        assertThat(heard).isEmpty();
    }
}
