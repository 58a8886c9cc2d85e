package org.earshot.caller;

import java.util.Arrays;
import java.util.List;
import org.earshot.audio.Levels;
import org.earshot.audio.Sound;

/// A prompt of an ear's vocabulary, made ready for the search.
///
/// @param samples the prompt at 8000 Hz, without silence at its ends, flattened
/// @param patterns its most energetic part, decimated, not flattened; once for each half step of
///   decimation, so that one of them is never off by more than one sample
@SuppressWarnings("ArrayRecordComponent") // never compared
record KnownPrompt(String id, short[] samples, double energy, List<Pattern> patterns) {

    /// A short piece to search for.
    ///
    /// @param at where it starts, in full-rate samples from the start of the prompt
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Pattern(short[] samples, double energy, int at) {}

    private static final int LONGEST_PATTERN = 400; // a fifth of a second
    private static final int HALF_STEP = Decimated.FACTOR / 2;
    private static final int SHORTEST_PROMPT = 400; // 50 ms
    private static final int WINDOW = 80;

    static KnownPrompt of(String id, Sound sound) {
        short[] all = sound.mono(Sound.TELEPHONE_HZ).samples();
        int from = 0;
        int to = all.length;
        while (from + WINDOW <= to && silent(all, from)) {
            from += WINDOW;
        }
        while (to - WINDOW >= from && silent(all, to - WINDOW)) {
            to -= WINDOW;
        }
        if (to - from < SHORTEST_PROMPT) {
            throw new IllegalArgumentException(
                    "prompt %s holds less than 50 ms of sound and cannot be recognised"
                            .formatted(id));
        }
        short[] samples = Arrays.copyOfRange(all, from, to);
        short[] flat = new Flattening().flatten(samples);
        List<Pattern> patterns = List.of(pattern(samples, 0), pattern(samples, HALF_STEP));
        return new KnownPrompt(id, flat, energy(flat), patterns);
    }

    private static Pattern pattern(short[] samples, int from) {
        Decimated coarse = new Decimated();
        coarse.accept(Arrays.copyOfRange(samples, from, samples.length));
        int length = Math.min(LONGEST_PATTERN, coarse.length());
        int at = loudest(coarse, length);
        return new Pattern(
                coarse.copy(at, length), coarse.energy(at, length), at * Decimated.FACTOR + from);
    }

    private static boolean silent(short[] samples, int from) {
        short[] window = Arrays.copyOfRange(samples, from, from + WINDOW);
        return Levels.dbfs(window) < Heard.AUDIBLE_DBFS;
    }

    private static int loudest(Decimated coarse, int length) {
        int best = 0;
        for (int at = 1; at + length <= coarse.length(); at++) {
            if (coarse.energy(at, length) > coarse.energy(best, length)) {
                best = at;
            }
        }
        return best;
    }

    private static double energy(short[] samples) {
        double sum = 0;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        return sum;
    }
}
