package org.earshot.caller;

import java.util.Arrays;
import org.earshot.audio.Levels;
import org.earshot.audio.Sound;

/// A prompt of an ear's vocabulary, made ready for the search.
///
/// @param samples the prompt at 8000 Hz, without silence at its ends, flattened
/// @param pattern its most energetic part, decimated, not flattened
/// @param patternAt where the pattern starts, in decimated samples from the start of `samples`
@SuppressWarnings("ArrayRecordComponent") // never compared
record KnownPrompt(
        String id,
        short[] samples,
        double energy,
        short[] pattern,
        double patternEnergy,
        int patternAt) {

    private static final int LONGEST_PATTERN = 500; // a quarter of a second
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
        Decimated coarse = new Decimated();
        coarse.accept(samples);
        int length = Math.min(LONGEST_PATTERN, coarse.length());
        int at = loudest(coarse, length);
        short[] flat = new Flattening().flatten(samples);
        return new KnownPrompt(
                id, flat, energy(flat), coarse.copy(at, length), coarse.energy(at, length), at);
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
