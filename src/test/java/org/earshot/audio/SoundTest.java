package org.earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoundTest {

    @Test
    void stereo_pads_the_shorter_leg_and_channels_come_apart_again() {
        Sound both = Sound.stereo(8000, new short[] {1, 2, 3}, new short[] {9});

        assertThat(both.samples()).containsExactly(1, 9, 2, 0, 3, 0);
        assertThat(both.channel(0)).containsExactly(1, 2, 3);
        assertThat(both.channel(1)).containsExactly(9, 0, 0);
    }

    @Test
    void knows_how_long_it_lasts() {
        assertThat(new Sound(8000, 2, new short[320]).duration()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void refuses_samples_that_do_not_fit_the_channels() {
        assertThatThrownBy(() -> new Sound(8000, 2, new short[3]))
                .hasMessage("3 samples cannot be shared out evenly to 2 channels");
    }

    @Test
    void lengths_and_samples_convert_both_ways() {
        for (int hz : new int[] {8000, 11025, 44100}) {
            for (int samples = 0; samples < 50_000; samples += 77) {
                assertThat(Pcm.samples(Pcm.duration(samples, hz), hz)).isEqualTo(samples);
            }
        }
    }

    @Test
    void a_tone_survives_going_up_and_down_again() {
        Sound tone = Tone.generate(1000, Duration.ofMillis(500), 8000, 0.5);

        short[] there = Resampler.resample(tone.samples(), 8000, 16000);
        short[] back = Resampler.resample(there, 16000, 8000);

        assertThat(there).hasSize(8000);
        assertThat(Tone.level(there, 16000, 1000)).isCloseTo(0.5, within(0.01));
        for (int i = 100; i < back.length - 100; i++) {
            assertThat(back[i]).isCloseTo(tone.samples()[i], within((short) 40));
        }
    }

    @Test
    void what_the_lower_rate_cannot_carry_is_gone_not_folded() {
        short[] high = Tone.generate(5000, Duration.ofMillis(500), 22050, 0.5).samples();

        short[] low = Resampler.resample(high, 22050, 8000);

        assertThat(low).hasSize(4000);
        assertThat(Levels.dbfs(low)).isLessThan(-60);
    }

    @Test
    void an_upsampled_tone_has_no_image() {
        short[] tone = Tone.generate(3000, Duration.ofMillis(500), 8000, 0.5).samples();

        short[] up = Resampler.resample(tone, 8000, 16000);

        assertThat(Tone.level(up, 16000, 3000)).isCloseTo(0.5, within(0.01));
        assertThat(Tone.level(up, 16000, 5000)).isLessThan(0.001);
    }
}
