package org.earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SilenceMeterTest {

    private final SilenceMeter meter = new SilenceMeter();

    @Test
    void counts_silence_from_the_end_of_speech() {
        meter.accept(speech(Duration.ofSeconds(1), 0.1));
        meter.accept(noise(Duration.ofSeconds(2), -60));

        assertThat(meter.speechHeard()).isTrue();
        assertThat(meter.silentFor()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void without_speech_it_has_been_silent_from_the_start() {
        meter.accept(new short[8000]);

        assertThat(meter.speechHeard()).isFalse();
        assertThat(meter.silentFor()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void frames_of_any_size_mean_the_same() {
        short[] all = speech(Duration.ofSeconds(1), 0.1);
        for (int at = 0; at < all.length; at += 100) {
            meter.accept(Arrays.copyOfRange(all, at, Math.min(all.length, at + 100)));
        }

        assertThat(meter.silentFor()).isZero();
        assertThat(meter.heardFor()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_click_is_not_speech() {
        meter.accept(new short[8000]);
        meter.accept(speech(Duration.ofMillis(20), 0.5));
        meter.accept(new short[8000]);

        assertThat(meter.speechHeard()).isFalse();
    }

    @Test
    void a_steady_hum_becomes_silence_but_speech_over_it_does_not() {
        meter.accept(noise(Duration.ofSeconds(20), -40));
        Duration hum = meter.silentFor();
        meter.accept(speech(Duration.ofSeconds(1), 0.1));

        assertThat(hum).isGreaterThan(Duration.ofSeconds(5));
        assertThat(meter.silentFor()).isZero();
    }

    @Test
    void a_loud_caller_who_never_pauses_is_never_taken_for_noise() {
        meter.accept(speech(Duration.ofMinutes(5), 0.1));

        assertThat(meter.silentFor()).isZero();
    }

    private static short[] speech(Duration length, double amplitude) {
        return Tone.generate(300, length, 8000, amplitude).samples();
    }

    private static short[] noise(Duration length, double dbfs) {
        Random random = new Random(3);
        short[] samples = new short[(int) Pcm.samples(length, 8000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (random.nextGaussian() * Levels.ofDbfs(dbfs) * 32768);
        }
        return samples;
    }
}
