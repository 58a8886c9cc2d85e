package org.earshot.calls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.earshot.audio.Sound;
import org.earshot.audio.Tone;
import org.earshot.audio.Wav;

/// The tone that says "speak now".
public final class Beep {

    /// 1,000 Hz for a quarter of a second, 12 dB below full scale: as answering machines do.
    public static final int HZ = 1_000;

    private static final Duration LENGTH = Duration.ofMillis(250);
    private static final double AMPLITUDE = 0.25;

    private Beep() {}

    /// Writes it as `beep.wav`.
    ///
    /// @param directory one that Asterisk can read
    public static Path in(Path directory) throws IOException {
        Path file = Files.createDirectories(directory).resolve("beep.wav");
        Wav.write(file, Tone.generate(HZ, LENGTH, Sound.TELEPHONE_HZ, AMPLITUDE));
        return file;
    }
}
