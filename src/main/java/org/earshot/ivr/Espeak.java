package org.earshot.ivr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.earshot.audio.Sound;
import org.earshot.audio.Wav;

/// espeak-ng as a program: words in, sound out.
public final class Espeak {

    private static final long PATIENCE_SECONDS = 30;

    /// Of 200. At the usual 100 its vowels clip, and a clipped vowel stays clipped at any level.
    private static final String AMPLITUDE = "60";

    private final List<String> command;

    /// @param command what its options follow: its own name, or a loader's with libraries
    public Espeak(List<String> command) {
        this.command = List.copyOf(command);
    }

    /// @param scratch a directory for a file that is gone afterwards
    /// @throws IOException in words, when there is no such program or it fails
    public Sound speak(String words, String voice, int wordsPerMinute, Path scratch)
            throws IOException, InterruptedException {
        var wav = Files.createTempFile(scratch, "spoken", ".wav");
        try {
            var options =
                    List.of("-v", voice, "-s", String.valueOf(wordsPerMinute), "-a", AMPLITUDE);
            var whole = new ArrayList<>(command);
            whole.addAll(options);
            whole.addAll(List.of("-b", "1", "-w", wav.toString(), "--stdin"));
            run(whole, words);
            return Wav.read(wav);
        } finally {
            Files.deleteIfExists(wav);
        }
    }

    /// The words go by standard input: as an argument they would pass through the encoding of the
    /// system, which in a bare environment has no Korean.
    private static void run(List<String> command, String words)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.PIPE)
                        .start();
        try (var in = process.getOutputStream()) {
            in.write(words.getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("it did not end within " + PATIENCE_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException("it ended with %d: %s".formatted(process.exitValue(), said));
        }
    }
}
