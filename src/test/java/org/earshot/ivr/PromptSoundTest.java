package org.earshot.ivr;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.earshot.audio.Levels;
import org.earshot.audio.Sound;
import org.earshot.audio.Tone;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What an engine spoke")
class PromptSoundTest {

    private static final int ENGINE_HZ = 22_050;

    @Test
    void is_cut_to_the_words() {
        var fit = PromptSound.fit(quietThenTone(0.3));

        assertThat(fit.sampleRateHz()).isEqualTo(8_000);
        assertThat(fit.duration()).isBetween(ofSeconds(1), ofMillis(1_080));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.3, 0.99})
    void is_as_loud_as_everything_else(double amplitude) {
        var fit = PromptSound.fit(quietThenTone(amplitude));

        assertThat(Levels.dbfs(fit.samples())).isCloseTo(-22, within(0.5));
    }

    @Test
    void is_not_clipped_however_much_its_peaks_stand_out() {
        var samples = quietThenTone(0.01).samples().clone();
        for (int i = ENGINE_HZ; i < ENGINE_HZ + 40; i++) {
            samples[i] = 20_000;
        }

        var fit = PromptSound.fit(new Sound(ENGINE_HZ, 1, samples));

        assertThat(Levels.peak(fit.samples())).isCloseTo(0.708, within(0.01));
    }

    @Test
    void may_be_nothing_at_all() {
        var fit = PromptSound.fit(new Sound(ENGINE_HZ, 1, new short[ENGINE_HZ]));

        assertThat(Levels.peak(fit.samples())).isZero();
    }

    private static Sound quietThenTone(double amplitude) {
        var tone = Tone.generate(440, ofSeconds(1), ENGINE_HZ, amplitude).samples();
        var samples = Arrays.copyOf(new short[ENGINE_HZ / 2], ENGINE_HZ / 2 + tone.length + 4_000);
        System.arraycopy(tone, 0, samples, ENGINE_HZ / 2, tone.length);
        return new Sound(ENGINE_HZ, 1, samples);
    }
}
