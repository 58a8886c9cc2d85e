package org.earshot.audio;

import java.time.Duration;

/// Hears when a caller has stopped speaking. Time is counted in samples, not by a clock, so late
/// frames do not look like silence.
///
/// A window of 20 ms is loud when it reaches -42 dBFS *and* stands 9 dB above the line's own noise;
/// three loud windows in a row (60 ms, a short vowel; a click is less) count as speech. The noise
/// estimate drops at once to the quietest window heard and climbs by 1.5 dB a second, but never
/// above -41 dBFS: what is louder than -32 dBFS is always speech, so a loud caller without a pause
/// is never taken for noise. Speech on the telephone lies near -20 dBFS (ITU-T P.56 active level
/// -26 to -15), a quiet line near -60.
public final class SilenceMeter {

    static final double SPEECH_DBFS = -42;
    static final double ABOVE_NOISE_DB = 9;
    static final double LOUDEST_NOISE_DBFS = -41;
    private static final double FIRST_NOISE_DBFS = -60;
    private static final double CLIMB_DB_PER_WINDOW = 1.5 / 50;
    private static final int LOUD_WINDOWS_FOR_SPEECH = 3;

    private final int hz;
    private final short[] window;
    private int filled;
    private double noise = FIRST_NOISE_DBFS;
    private int loudInARow;
    private long heard;
    private long lastSpeechEnd;
    private boolean speechHeard;

    /// For sound at telephone rate.
    public SilenceMeter() {
        this(Sound.TELEPHONE_HZ);
    }

    public SilenceMeter(int sampleRateHz) {
        hz = sampleRateHz;
        window = new short[sampleRateHz / 50];
    }

    /// Hears the next samples, any number of them.
    public void accept(short[] samples) {
        for (short sample : samples) {
            window[filled++] = sample;
            heard++;
            if (filled == window.length) {
                filled = 0;
                judge(Levels.dbfs(window));
            }
        }
    }

    private void judge(double level) {
        boolean loud = level >= SPEECH_DBFS && level >= noise + ABOVE_NOISE_DB;
        noise = Math.min(level, Math.min(LOUDEST_NOISE_DBFS, noise + CLIMB_DB_PER_WINDOW));
        loudInARow = loud ? loudInARow + 1 : 0;
        if (loudInARow >= LOUD_WINDOWS_FOR_SPEECH) {
            speechHeard = true;
            lastSpeechEnd = heard;
        }
    }

    /// How long it has been since the last speech, or since the start if there was none.
    public Duration silentFor() {
        return Pcm.duration(heard - lastSpeechEnd, hz);
    }

    /// Whether there was any speech at all.
    public boolean speechHeard() {
        return speechHeard;
    }

    /// How much was heard altogether.
    public Duration heardFor() {
        return Pcm.duration(heard, hz);
    }
}
