package org.earshot.audio;

import java.time.Duration;
import java.util.Arrays;

/// A piece of sound in memory: 16-bit linear samples, channels interleaved.
///
/// The array is not copied: a sound is handed on by the one who made it and not written to again.
@SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
public record Sound(int sampleRateHz, int channels, short[] samples) {

    /// What the telephone carries: 8000 samples a second (G.711).
    public static final int TELEPHONE_HZ = 8000;

    public Sound {
        if (sampleRateHz < 1) {
            throw new IllegalArgumentException(
                    "sampleRateHz must be at least 1, got " + sampleRateHz);
        }
        if (channels < 1) {
            throw new IllegalArgumentException("channels must be at least 1, got " + channels);
        }
        if (samples.length % channels != 0) {
            throw new IllegalArgumentException(
                    "%d samples cannot be shared out evenly to %d channels"
                            .formatted(samples.length, channels));
        }
    }

    /// One channel at telephone rate.
    public static Sound telephone(short[] samples) {
        return new Sound(TELEPHONE_HZ, 1, samples);
    }

    /// `left` and `right` side by side; the shorter one is padded with silence.
    public static Sound stereo(int sampleRateHz, short[] left, short[] right) {
        short[] both = new short[2 * Math.max(left.length, right.length)];
        for (int i = 0; i < left.length; i++) {
            both[2 * i] = left[i];
        }
        for (int i = 0; i < right.length; i++) {
            both[2 * i + 1] = right[i];
        }
        return new Sound(sampleRateHz, 2, both);
    }

    /// Samples per channel.
    public int frames() {
        return samples.length / channels;
    }

    public Duration duration() {
        return Pcm.duration(frames(), sampleRateHz);
    }

    /// The samples of one channel, counted from 0.
    public short[] channel(int index) {
        if (index < 0 || index >= channels) {
            throw new IllegalArgumentException(
                    "channel %d of a sound with %d channels".formatted(index, channels));
        }
        if (channels == 1) {
            return samples;
        }
        short[] one = new short[frames()];
        for (int i = 0; i < one.length; i++) {
            one[i] = samples[i * channels + index];
        }
        return one;
    }

    /// The same sound as one channel at `hz`: channels averaged, then resampled.
    public Sound mono(int hz) {
        if (channels == 1 && sampleRateHz == hz) {
            return this;
        }
        return new Sound(hz, 1, Resampler.resample(averaged(), sampleRateHz, hz));
    }

    private short[] averaged() {
        if (channels == 1) {
            return samples;
        }
        short[] mixed = new short[frames()];
        for (int i = 0; i < mixed.length; i++) {
            int sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += samples[i * channels + c];
            }
            mixed[i] = (short) (sum / channels);
        }
        return mixed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sound(int hz, int count, short[] theirs)
                && hz == sampleRateHz
                && count == channels
                && Arrays.equals(theirs, samples);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * sampleRateHz + channels) + Arrays.hashCode(samples);
    }

    @Override
    public String toString() {
        return "Sound[%d Hz, %d ch, %s]".formatted(sampleRateHz, channels, duration());
    }
}
