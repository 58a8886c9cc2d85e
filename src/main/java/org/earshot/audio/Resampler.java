package org.earshot.audio;

import java.math.BigInteger;

/// Changes the sample rate by a windowed-sinc filter, one row of taps for each phase of the ratio
/// (8 to 16 kHz: two rows). Images and aliases lie some 60 dB down; the band is flat to 0.9 of what
/// the lower rate can carry.
public final class Resampler {

    /// Zero crossings of the sinc on each side: more is steeper and slower.
    private static final int CROSSINGS = 24;

    /// Where the filter halves, as a part of the lower rate's half.
    private static final double CUTOFF = 0.95;

    /// Ratios with more phases than this (odd rates) would need a large table.
    private static final int MOST_PHASES = 4096;

    private Resampler() {}

    public static short[] resample(short[] samples, int fromHz, int toHz) {
        if (fromHz < 1 || toHz < 1) {
            throw new IllegalArgumentException(
                    "sample rates must be at least 1, got %d and %d".formatted(fromHz, toHz));
        }
        if (fromHz == toHz) {
            return samples.clone();
        }
        int common = BigInteger.valueOf(fromHz).gcd(BigInteger.valueOf(toHz)).intValue();
        int up = toHz / common;
        int down = fromHz / common;
        if (up > MOST_PHASES) {
            throw new IllegalArgumentException(
                    "cannot resample %d Hz to %d Hz: the ratio is too odd".formatted(fromHz, toHz));
        }
        return convolve(samples, up, down, phases(up, Math.min(1.0, (double) up / down)));
    }

    private static short[] convolve(short[] samples, int up, int down, double[][] phases) {
        short[] out = new short[(int) (((long) samples.length * up + down - 1) / down)];
        int half = phases[0].length / 2;
        for (int i = 0; i < out.length; i++) {
            long position = (long) i * down;
            int first = (int) (position / up) - half + 1;
            double[] taps = phases[(int) (position % up)];
            double sum = 0;
            int from = Math.max(0, -first);
            int to = Math.min(taps.length, samples.length - first);
            for (int k = from; k < to; k++) {
                sum += taps[k] * samples[first + k];
            }
            out[i] = clip(sum);
        }
        return out;
    }

    private static short clip(double value) {
        return (short) Math.round(Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE));
    }

    /// @param narrow at most 1: how much narrower than the input's the output's band is
    private static double[][] phases(int up, double narrow) {
        int half = (int) Math.ceil(CROSSINGS / narrow);
        double[][] phases = new double[up][2 * half];
        for (int phase = 0; phase < up; phase++) {
            double sum = 0;
            for (int k = 0; k < 2 * half; k++) {
                double distance = k - half + 1 - (double) phase / up;
                phases[phase][k] = sinc(CUTOFF * narrow * distance) * window(distance / half);
                sum += phases[phase][k];
            }
            for (int k = 0; k < 2 * half; k++) {
                phases[phase][k] /= sum; // a constant stays the same constant
            }
        }
        return phases;
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /// Blackman's window, from -1 to 1.
    private static double window(double x) {
        return Math.abs(x) >= 1
                ? 0
                : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
    }
}
