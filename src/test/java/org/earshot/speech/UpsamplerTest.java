package org.earshot.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.earshot.audio.Resampler;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Raising a stream to 16 kHz")
class UpsamplerTest {

    @Test
    void gives_the_same_as_raising_the_whole_however_it_is_cut() {
        short[] whole = wave(4000);
        short[] raised = Resampler.resample(whole, 8000, 16_000);
        var upsampler = new Upsampler(2);

        short[] joined = new short[8000];
        int from = 0;
        for (int length : new int[] {1, 160, 799, 3, 37, 3000}) {
            short[] part = upsampler.raise(Arrays.copyOfRange(whole, from, from + length));
            assertThat(part).hasSize(2 * length);
            System.arraycopy(part, 0, joined, 2 * from, part.length);
            from += length;
        }

        int delay = 2 * Upsampler.DELAY;
        assertThat(Arrays.copyOfRange(joined, delay, joined.length))
                .isEqualTo(Arrays.copyOf(raised, raised.length - delay));
    }

    @Test
    void leaves_8_khz_as_it_is() {
        short[] samples = wave(100);

        assertThat(new Upsampler(1).raise(samples)).isSameAs(samples);
    }

    private static short[] wave(int length) {
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) (8000 * Math.sin(i * 0.37) + 4000 * Math.sin(i * 1.1));
        }
        return samples;
    }
}
