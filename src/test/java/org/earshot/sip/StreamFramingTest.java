package org.earshot.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.earshot.sip.StreamFraming.Found;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Messages in a stream")
class StreamFramingTest {

    private static final String BYE =
            "BYE sip:a@b SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";
    private static final String INFO = "INFO sip:a@b SIP/2.0\r\nl : 5\r\nCall-ID: 2\r\n\r\nhello";

    private final StreamFraming framing = new StreamFraming(4_096);

    @Test
    void are_found_however_the_stream_is_cut() {
        var random = new Random(7);
        for (int round = 0; round < 500; round++) {
            var stream = (BYE + INFO + "\r\n" + BYE).getBytes(ISO_8859_1);
            var found = new ArrayList<String>();
            for (int at = 0; at < stream.length; ) {
                int size = Math.min(stream.length - at, 1 + random.nextInt(60));
                found.addAll(feed(new String(stream, at, size, ISO_8859_1)));
                at += size;
            }
            assertThat(found).containsExactly(BYE, INFO, BYE);
        }
    }

    @Test
    void hold_no_memory_once_they_are_gone() {
        assertThat(feed(BYE.substring(0, 20))).isEmpty();
        assertThat(framing.held()).isPositive();
        assertThat(framing.midMessage()).isTrue();

        assertThat(feed(BYE.substring(20))).containsExactly(BYE);
        assertThat(framing.held()).isZero();
        assertThat(framing.midMessage()).isFalse();
    }

    @Test
    void a_double_empty_line_is_a_keep_alive_and_a_single_one_its_answer() {
        append("\r\n\r\n");
        assertThat(framing.next()).isEqualTo(Found.PING);
        append("\r\n");
        assertThat(framing.next()).isEqualTo(Found.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BYE sip:a@b SIP/2.0\r\nCall-ID: 1\r\n\r\n",
                "BYE sip:a@b SIP/2.0\r\nContent-Length: -1\r\n\r\n",
                "BYE sip:a@b SIP/2.0\r\nContent-Length: 1\r\nl: 2\r\n\r\nab",
                "BYE sip:a@b SIP/2.0\r\nContent-Length: 99999999999\r\n\r\n",
                "BYE sip:a@b SIP/2.0\r\nContent-Length: 4096\r\n\r\n",
                "BYE sip:a@b SIP/2.0\r\nContent-Length: five\r\n\r\n"
            })
    void without_a_length_to_rely_on_break_the_connection(String message) {
        append(message);
        assertThat(framing.next()).isEqualTo(Found.BROKEN);
    }

    @Test
    void without_an_end_break_the_connection_at_the_limit() {
        append("BYE sip:a@b SIP/2.0\r\n");
        for (int i = 0; i < 100 && framing.next() == Found.NOTHING; i++) {
            append("X-Filler: " + "x".repeat(50) + "\r\n");
        }
        assertThat(framing.next()).isEqualTo(Found.BROKEN);
        assertThat(framing.held()).isLessThan(16_384);
    }

    private List<String> feed(String bytes) {
        append(bytes);
        var messages = new ArrayList<String>();
        for (Found found = framing.next(); found != Found.NOTHING; found = framing.next()) {
            if (found == Found.MESSAGE) {
                messages.add(new String(framing.bytes(), 0, framing.messageLength(), ISO_8859_1));
            }
        }
        return messages;
    }

    private void append(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        int at = framing.room(bytes.length);
        System.arraycopy(bytes, 0, framing.bytes(), at, bytes.length);
        framing.appended(bytes.length);
    }
}
