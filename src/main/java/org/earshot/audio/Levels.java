package org.earshot.audio;

/// How loud samples are. Full scale is 1.0, or 0 dBFS; a sine at full scale has an RMS of 0.71.
public final class Levels {

    /// What [#dbfs] answers for digital silence: below the least 16-bit step.
    public static final double SILENCE_DBFS = -96;

    private static final double FULL_SCALE = 32768;

    private Levels() {}

    /// Root mean square, 0 to 1; 0 for no samples.
    public static double rms(short[] samples) {
        return rms(samples, 0, samples.length);
    }

    /// [#rms(short[])] of `count` samples starting at `from`.
    public static double rms(short[] samples, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return count == 0 ? 0 : Math.sqrt(sum / count) / FULL_SCALE;
    }

    /// The largest sample, 0 to 1.
    public static double peak(short[] samples) {
        int peak = 0;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs((int) sample));
        }
        return peak / FULL_SCALE;
    }

    public static double dbfs(short[] samples) {
        return dbfs(rms(samples));
    }

    /// A level of 0 to 1 in decibels relative to full scale.
    public static double dbfs(double level) {
        return level <= 0 ? SILENCE_DBFS : Math.max(SILENCE_DBFS, 20 * Math.log10(level));
    }

    /// The level, 0 to 1, of so many decibels relative to full scale.
    public static double ofDbfs(double dbfs) {
        return Math.pow(10, dbfs / 20);
    }
}
