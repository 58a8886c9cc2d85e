package org.earshot.speech;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.earshot.audio.Wav;

/// Synthetic speech with known words.
final class Samples {

    /// One file and the words in it.
    record Sample(String file, Locale language, String words) {

        short[] audio() {
            return read(file);
        }

        @Override
        public String toString() {
            return file;
        }
    }

    private Samples() {}

    static List<Sample> all() {
        var samples = new ArrayList<Sample>();
        try (InputStream in = open("transcripts.tsv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 2))
                    .forEach(pair -> samples.add(sample(pair[0], pair[1])));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return samples;
    }

    static Sample english() {
        return sample("en_000_en-US_m7.wav", "hello i want to report a fraud");
    }

    static short[] read(String file) {
        try (InputStream in = open(file)) {
            return Wav.read(in).channel(0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// The audio as it comes from the line: frames of 20 ms.
    static List<short[]> frames(short[] audio) {
        var frames = new ArrayList<short[]>();
        for (int from = 0; from < audio.length; from += 160) {
            frames.add(Arrays.copyOfRange(audio, from, Math.min(from + 160, audio.length)));
        }
        return frames;
    }

    /// Part of the words that must be inserted, deleted or replaced to get from one to the other.
    static double wordErrorRate(String expected, String heard) {
        String[] a = expected.split(" ", -1);
        String[] b = heard.isEmpty() ? new String[0] : heard.split(" ", -1);
        int[] row = new int[b.length + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int replaced = diagonal + (a[i - 1].equals(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return (double) row[b.length] / a.length;
    }

    private static Sample sample(String file, String words) {
        return new Sample(file, Locale.forLanguageTag(file.substring(0, 2)), words);
    }

    private static InputStream open(String file) {
        InputStream in = Samples.class.getResourceAsStream("/speech/" + file);
        if (in == null) {
            throw new IllegalArgumentException(file);
        }
        return in;
    }
}
