package org.earshot.calls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.earshot.audio.Pcm;
import org.earshot.audio.Sound;
import org.earshot.audio.Tone;
import org.earshot.audio.Wav;

/// The tone that says "speak now", a stretch of no sound at all, and the sound of waiting.
///
/// @param tone 1,000 Hz for a quarter of a second, 12 dB below full scale: as answering machines do
/// @param silence played where Asterisk would otherwise send nothing
/// @param waiting a second and a half of nothing, then ringing, for a minute: see [Comfort]
public record Beep(Path tone, Path silence, Path waiting) {

    public static final int HZ = 1_000;

    private static final Duration LENGTH = Duration.ofMillis(250);
    private static final double AMPLITUDE = 0.25;

    /// As `asterisk-conf/indications.conf` has it, so that AGI's callers hear the same.
    private static final int RINGING_HZ = 425;

    private static final double RINGING = 0.1;
    private static final Duration RINGS = Duration.ofSeconds(1);
    private static final int TIMES = 24;

    /// Writes both files.
    ///
    /// @param directory one that Asterisk can read
    public static Beep in(Path directory) throws IOException {
        Files.createDirectories(directory);
        var beep =
                new Beep(
                        directory.resolve("beep.wav"),
                        directory.resolve("silence.wav"),
                        directory.resolve("waiting.wav"));
        Wav.write(beep.tone(), Tone.generate(HZ, LENGTH, Sound.TELEPHONE_HZ, AMPLITUDE));
        Wav.write(beep.silence(), Tone.generate(HZ, AgiLine.SLICE, Sound.TELEPHONE_HZ, 0));
        Wav.write(beep.waiting(), ringing());
        return beep;
    }

    private static Sound ringing() {
        short[] ring = Tone.generate(RINGING_HZ, RINGS, Sound.TELEPHONE_HZ, RINGING).samples();
        int quiet = (int) Pcm.samples(Comfort.QUIET, Sound.TELEPHONE_HZ);
        int period = quiet + ring.length;
        var samples = new short[TIMES * period];
        for (int i = 0; i < TIMES; i++) {
            System.arraycopy(ring, 0, samples, i * period + quiet, ring.length);
        }
        return Sound.telephone(samples);
    }
}
