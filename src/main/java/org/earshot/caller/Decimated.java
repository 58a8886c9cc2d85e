package org.earshot.caller;

import java.util.Arrays;

/// Sound at a quarter of the rate: low-passed at some 800 Hz, where the loud part of speech is, and
/// every fourth sample kept. Grows as more is heard.
final class Decimated {

    static final int FACTOR = 4;

    private static final int TAPS = 32;
    private static final int[] FILTER = filter();

    private final short[] recent = new short[TAPS];
    private int seen;
    private short[] samples = new short[1 << 14];
    private double[] energy = new double[1 << 14];
    private int length;

    void accept(short[] full) {
        for (short sample : full) {
            recent[seen++ % TAPS] = sample;
            if (seen % FACTOR == 0) {
                append(filtered());
            }
        }
    }

    private short filtered() {
        int sum = 0;
        for (int k = 0; k < TAPS; k++) {
            sum += FILTER[k] * recent[(seen + k) % TAPS];
        }
        return (short) (sum >> 21); // 11 bits: a sum of 400 products then fits an int
    }

    private void append(short sample) {
        if (length + 1 == samples.length) {
            samples = Arrays.copyOf(samples, 2 * samples.length);
            energy = Arrays.copyOf(energy, 2 * energy.length);
        }
        samples[length] = sample;
        energy[length + 1] = energy[length] + (double) sample * sample;
        length++;
    }

    int length() {
        return length;
    }

    short[] copy(int from, int count) {
        return Arrays.copyOfRange(samples, from, from + count);
    }

    double energy(int from, int count) {
        return energy[from + count] - energy[from];
    }

    /// The likeness, -1 to 1, of `pattern` to what lies at `from`.
    double likeness(short[] pattern, double patternEnergy, int from) {
        double here = energy(from, pattern.length);
        if (here * 100 < patternEnergy) {
            return 0; // 20 dB weaker: no prompt of ours
        }
        int sum = 0; // an int so that the compiler makes vector instructions of it
        for (int i = 0; i < pattern.length; i++) {
            sum += pattern[i] * samples[from + i];
        }
        return sum / Math.sqrt(here * patternEnergy);
    }

    /// A sinc cut off at a tenth of the rate, under a Hann window; the taps sum to 2^16.
    private static int[] filter() {
        double[] taps = new double[TAPS];
        double sum = 0;
        for (int k = 0; k < TAPS; k++) {
            double x = k - (TAPS - 1) / 2.0;
            taps[k] = Math.sin(0.2 * Math.PI * x) / x * (1 + Math.cos(2 * Math.PI * x / TAPS));
            sum += taps[k];
        }
        int[] whole = new int[TAPS];
        for (int k = 0; k < TAPS; k++) {
            whole[k] = (int) Math.round(taps[k] / sum * 65536);
        }
        return whole;
    }
}
