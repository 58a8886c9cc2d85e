package org.earshot.calls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.earshot.audio.Sound;
import org.earshot.audio.Tone;
import org.earshot.audio.Wav;

/// The tone that says "speak now", and a stretch of no sound at all.
///
/// @param tone 1,000 Hz for a quarter of a second, 12 dB below full scale: as answering machines do
/// @param silence played where Asterisk would otherwise send nothing
public record Beep(Path tone, Path silence) {

    public static final int HZ = 1_000;

    private static final Duration LENGTH = Duration.ofMillis(250);
    private static final double AMPLITUDE = 0.25;

    /// Writes both files.
    ///
    /// @param directory one that Asterisk can read
    public static Beep in(Path directory) throws IOException {
        Files.createDirectories(directory);
        var beep = new Beep(directory.resolve("beep.wav"), directory.resolve("silence.wav"));
        Wav.write(beep.tone(), Tone.generate(HZ, LENGTH, Sound.TELEPHONE_HZ, AMPLITUDE));
        Wav.write(beep.silence(), Tone.generate(HZ, AgiLine.SLICE, Sound.TELEPHONE_HZ, 0));
        return beep;
    }
}
