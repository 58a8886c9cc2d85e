package org.earshot.audio;

import java.time.Duration;

/// Makes a pure tone, and finds one again.
public final class Tone {

    /// Rise and fall at both ends, so that a tone begins without a click.
    private static final Duration RAMP = Duration.ofMillis(5);

    private Tone() {}

    /// @param amplitude 0 to 1, 1 being full scale
    public static Sound generate(double hz, Duration length, int sampleRateHz, double amplitude) {
        short[] samples = new short[(int) Pcm.samples(length, sampleRateHz)];
        long ramp = Math.min(samples.length / 2, Pcm.samples(RAMP, sampleRateHz));
        for (int i = 0; i < samples.length; i++) {
            double edge = Math.min(i, samples.length - 1 - i);
            double gain = edge >= ramp ? 1 : edge / ramp;
            double wave = Math.sin(2 * Math.PI * hz * i / sampleRateHz);
            samples[i] = (short) Math.round(amplitude * gain * wave * Short.MAX_VALUE);
        }
        return new Sound(sampleRateHz, 1, samples);
    }

    /// The amplitude, 0 to 1, of the tone `hz` in `samples`, by Goertzel's algorithm: 20 ms suffice
    /// to tell tones 100 Hz apart.
    public static double level(short[] samples, int sampleRateHz, double hz) {
        return level(samples, 0, samples.length, sampleRateHz, hz);
    }

    /// [#level(short[], int, double)] of `count` samples starting at `from`.
    public static double level(short[] samples, int from, int count, int sampleRateHz, double hz) {
        if (count == 0) {
            return 0;
        }
        double turn = 2 * Math.cos(2 * Math.PI * hz / sampleRateHz);
        double last = 0;
        double beforeLast = 0;
        for (int i = from; i < from + count; i++) {
            double next = samples[i] / 32768.0 + turn * last - beforeLast;
            beforeLast = last;
            last = next;
        }
        double power = last * last + beforeLast * beforeLast - turn * last * beforeLast;
        return 2 * Math.sqrt(Math.max(0, power)) / count;
    }
}
