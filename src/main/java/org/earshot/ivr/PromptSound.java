package org.earshot.ivr;

import java.time.Duration;
import java.util.Arrays;
import org.earshot.audio.Levels;
import org.earshot.audio.Sound;

/// Makes what an engine spoke fit for a telephone: 8,000 Hz, cut to the words, all equally loud.
final class PromptSound {

    /// Loud enough beside a street; higher, and the peaks of some words would hold those words down
    /// below the rest.
    private static final double LOUDNESS = Levels.ofDbfs(-22);

    private static final double HIGHEST_PEAK = Levels.ofDbfs(-3);

    /// What lies so far below the loudest moment is silence: engines breathe some -60 dB of it.
    private static final double SILENCE = Levels.ofDbfs(-40);

    private static final int BLOCK = Sound.TELEPHONE_HZ / 200; // 5 ms

    /// Kept around the words, so that a soft `f` or a fading vowel is not cut.
    private static final int BLOCKS_KEPT = 6; // 30 ms

    private PromptSound() {}

    static Sound fit(Sound spoken) {
        var samples = spoken.mono(Sound.TELEPHONE_HZ).samples();
        double threshold = Levels.peak(samples) * SILENCE;
        int blocks = samples.length / BLOCK;
        int first = 0;
        while (first < blocks && peak(samples, first) <= threshold) {
            first++;
        }
        int last = blocks - 1;
        while (last > first && peak(samples, last) <= threshold) {
            last--;
        }
        int from = Math.max(0, first - BLOCKS_KEPT) * BLOCK;
        int to = Math.min(samples.length, (last + 1 + BLOCKS_KEPT) * BLOCK);
        return Sound.telephone(levelled(Arrays.copyOfRange(samples, from, to)));
    }

    static Sound silence(Duration length) {
        return Sound.telephone(new short[(int) (length.toMillis() * Sound.TELEPHONE_HZ / 1_000)]);
    }

    private static double peak(short[] samples, int block) {
        double peak = 0;
        for (int i = block * BLOCK; i < (block + 1) * BLOCK; i++) {
            peak = Math.max(peak, Math.abs(samples[i]) / 32_768.0);
        }
        return peak;
    }

    private static short[] levelled(short[] samples) {
        double rms = Levels.rms(samples);
        double gain = rms == 0 ? 1 : Math.min(LOUDNESS / rms, HIGHEST_PEAK / Levels.peak(samples));
        var levelled = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            levelled[i] = (short) Math.round(samples[i] * gain);
        }
        return levelled;
    }
}
