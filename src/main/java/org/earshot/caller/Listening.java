package org.earshot.caller;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.earshot.audio.Levels;
import org.earshot.audio.Pcm;
import org.earshot.audio.Sound;
import org.earshot.audio.Tone;

/// Waits for things to be heard on one call.
final class Listening {

    private static final int HZ = Sound.TELEPHONE_HZ;
    private static final int TONE_WINDOW = HZ / 25;
    private static final int TONE_STEP = HZ / 50;

    /// The least amplitude that counts as a tone.
    private static final double FAINTEST_TONE = 0.01;

    /// A tone holds at least this part of all that is heard with it.
    private static final double TONE_PART = 0.7;

    private final Heard heard;
    private final Supplier<Boolean> over;
    private final Map<Ear, Hearing> hearings = new HashMap<>(); // guarded by this
    private int toneFrom; // guarded by this

    Listening(Heard heard, Supplier<Boolean> over) {
        this.heard = heard;
        this.over = over;
    }

    /// Looks until `look` finds something.
    <T> T await(String what, Duration timeout, Supplier<Optional<T>> look)
            throws NotHeard, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            boolean last = over.get(); // asked before looking, so that the end is looked at too
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (last) {
                throw new NotHeard(what + " was not heard before the call ended");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new NotHeard(
                        "%s was not heard within %.1f s".formatted(what, timeout.toMillis() / 1e3));
            }
            heard.pause();
        }
    }

    /// Where a tone is first heard after the one found before.
    synchronized Optional<Duration> tone(double hz) {
        int settled = heard.settled();
        short[] news = heard.samples(toneFrom, settled);
        for (int at = 0; at + TONE_WINDOW <= news.length; at += TONE_STEP) {
            double level = Tone.level(news, at, TONE_WINDOW, HZ, hz);
            double all = Math.sqrt(2) * Levels.rms(news, at, TONE_WINDOW);
            if (level >= FAINTEST_TONE && level >= TONE_PART * all) {
                toneFrom += at + TONE_WINDOW;
                return Optional.of(Heard.time(toneFrom - TONE_WINDOW));
            }
        }
        toneFrom += Math.max(0, (news.length - TONE_WINDOW) / TONE_STEP * TONE_STEP);
        return Optional.empty();
    }

    /// Whether the last `length` was silent.
    Optional<Duration> silence(Duration length) {
        int settled = heard.settled();
        int wanted = (int) Pcm.samples(length, HZ);
        if (settled < wanted) {
            return Optional.empty();
        }
        short[] latest = heard.samples(settled - wanted, settled);
        for (int at = 0; at < latest.length; at += TONE_STEP) {
            int count = Math.min(TONE_STEP, latest.length - at);
            if (Levels.dbfs(Levels.rms(latest, at, count)) > Heard.AUDIBLE_DBFS) {
                return Optional.empty();
            }
        }
        return Optional.of(Heard.time(settled - wanted));
    }

    /// Every prompt this ear has recognised so far.
    synchronized List<HeardPrompt> prompts(Ear ear) {
        Hearing hearing = hearings.computeIfAbsent(ear, Ear::listen);
        boolean last = over.get();
        hearing.accept(heard.samples(hearing.length(), heard.settled()));
        return last ? hearing.finish() : hearing.found(); // what was said last may end the call
    }
}
