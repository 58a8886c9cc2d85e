package org.earshot.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.earshot.audio.G711;
import org.junit.jupiter.api.Test;

class HeardTest {

    private long began = System.nanoTime() - TimeUnit.SECONDS.toNanos(100);
    private Heard heard = new Heard(began);

    @Test
    void packets_that_come_in_the_wrong_order_lie_in_the_right_one() {
        accept(1, 0, 10, 1000, 0);
        accept(3, 320, 45, 3000, 0);
        accept(2, 160, 50, 2000, 0);

        assertThat(levelsFrom(80, 4)).containsExactly(1000, 2000, 3000, 0);
    }

    @Test
    void a_lost_packet_leaves_silence_of_its_length() {
        accept(1, 0, 10, 1000, 0);
        accept(3, 320, 50, 3000, 0);

        assertThat(levelsFrom(80, 3)).containsExactly(1000, 0, 3000);
    }

    @Test
    void a_pause_without_packets_is_as_long_as_it_was_whatever_the_timestamps_say() {
        accept(1, 0, 0, 1000, 0);
        accept(2, 160, 2000, 2000, 0);
        accept(3, 900_000, 4000, 3000, 0);

        assertThat(levelsFrom(0, 1)).containsExactly(1000);
        assertThat(levelsFrom(16_000, 1)).containsExactly(2000);
        assertThat(levelsFrom(32_000, 1)).containsExactly(3000);
    }

    @Test
    void what_comes_late_is_not_lost_to_who_has_listened_already() {
        began = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
        heard = new Heard(began);
        accept(1, 0, 0, 1000, 0);
        int listenedTo = heard.settled();
        accept(2, 160, 1000, 2000, 0);
        accept(2, 160, 1010, 2000, 0);
        accept(3, 320, 1020, 3000, 0);

        assertThat(listenedTo).isGreaterThan(4000);
        assertThat(levelsFrom(Math.max(8000, listenedTo), 3)).containsExactly(2000, 3000, 0);
    }

    @Test
    void another_source_is_put_where_it_came() {
        accept(1, 0, 0, 1000, 7);
        accept(500, 123_456, 20, 2000, 8);
        accept(501, 123_616, 40, 3000, 8);

        assertThat(levelsFrom(0, 3)).containsExactly(1000, 2000, 3000);
    }

    @Test
    void timestamps_may_wrap_around() {
        accept(65535, -160, 0, 1000, 0);
        accept(0, 0, 20, 2000, 0);

        assertThat(levelsFrom(0, 2)).containsExactly(1000, 2000);
    }

    @Test
    void the_first_sound_is_not_the_first_packet() {
        accept(1, 0, 0, 0, 0);
        boolean silent = heard.firstAudible().isEmpty();
        accept(2, 160, 20, 5000, 0);

        assertThat(silent).isTrue();
        assertThat(heard.firstAudible()).hasValue(began + TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void after_the_call_the_timeline_goes_on_no_more() {
        accept(1, 0, 0, 1000, 0);
        heard.end(began + TimeUnit.SECONDS.toNanos(1));

        assertThat(heard.sound().samples()).hasSize(8000);
        assertThat(heard.settled()).isEqualTo(8000);
    }

    private void accept(int sequence, int timestamp, int millis, int level, int ssrc) {
        short[] samples = new short[160];
        Arrays.fill(samples, (short) level);
        byte[] payload = G711.encodeALaw(samples);
        heard.accept(
                new RtpPacket(RtpPacket.PCMA, false, sequence, timestamp, ssrc, payload),
                began + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /// The level of each of `count` packets' places, rounded to thousands.
    private Integer[] levelsFrom(int position, int count) {
        Integer[] levels = new Integer[count];
        for (int i = 0; i < count; i++) {
            int at = position + i * 160 + 80;
            levels[i] = Math.round(heard.samples(at, at + 1)[0] / 1000f) * 1000;
        }
        return levels;
    }
}
