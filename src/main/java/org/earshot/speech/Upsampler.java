package org.earshot.speech;

import java.util.Arrays;
import org.earshot.audio.Resampler;
import org.earshot.audio.Sound;

/// Raises a stream of 8 kHz blocks to a multiple of that rate, without seams between the blocks:
/// each is filtered together with the end of the one before, and comes out [#DELAY] samples late.
final class Upsampler {

    /// Samples at 8 kHz (4 ms); at least what the filter looks at on each side.
    static final int DELAY = 32;

    private final int factor;
    private short[] tail = new short[2 * DELAY];

    Upsampler(int factor) {
        this.factor = factor;
    }

    short[] raise(short[] samples) {
        if (factor == 1) {
            return samples;
        }
        short[] joined = Arrays.copyOf(tail, tail.length + samples.length);
        System.arraycopy(samples, 0, joined, tail.length, samples.length);
        tail = Arrays.copyOfRange(joined, samples.length, joined.length);
        short[] raised =
                Resampler.resample(joined, Sound.TELEPHONE_HZ, factor * Sound.TELEPHONE_HZ);
        return Arrays.copyOfRange(raised, DELAY * factor, (joined.length - DELAY) * factor);
    }
}
