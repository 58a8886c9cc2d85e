package org.earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LevelsTest {

    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    @Test
    void a_full_scale_sine_is_three_decibels_below_full_scale() {
        Sound sine = Tone.generate(1000, HALF_A_SECOND, 8000, 1);

        assertThat(Levels.dbfs(sine.samples())).isCloseTo(-3.0, within(0.1));
        assertThat(Levels.peak(sine.samples())).isCloseTo(1.0, within(0.001));
    }

    @Test
    void silence_has_a_finite_level() {
        assertThat(Levels.dbfs(new short[160])).isEqualTo(Levels.SILENCE_DBFS);
        assertThat(Levels.rms(new short[0])).isZero();
    }

    @Test
    void a_tone_is_found_at_its_own_pitch_only() {
        short[] tone = Tone.generate(440, HALF_A_SECOND, 8000, 0.25).samples();

        assertThat(Tone.level(tone, 8000, 440)).isCloseTo(0.25, within(0.01));
        assertThat(Tone.level(tone, 8000, 1000)).isLessThan(0.005);
    }
}
