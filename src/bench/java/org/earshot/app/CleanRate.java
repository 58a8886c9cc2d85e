package org.earshot.app;

import java.io.IOException;
import java.time.Duration;

/// Finds the highest rate at which every call goes through at the first try and 99 of 100 within 10
/// ms: what a site may promise.
///
/// A machine stops for some milliseconds now and then, and one such moment fails a step whatever is
/// tested. So a rate is judged by three steps of which two must be clean, and a step in which the
/// generator itself was late is done again.
final class CleanRate {

    /// Calls a second; each about a tenth more than the one before.
    static final int[] LADDER = {
        1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000, 5500, 6000, 6500, 7000, 8000, 9000,
        10_000, 11_000, 12_000, 13_000, 14_000, 15_000, 16_000, 17_000, 18_000, 20_000, 22_000,
        24_000
    };

    private static final Duration GLANCE = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final int MOST_TRIES = 3;

    private final Load load;

    /// One step of load.
    @FunctionalInterface
    interface Load {
        LoadResult run(String purpose, int perSecond, Duration length) throws IOException;
    }

    CleanRate(Load load) {
        this.load = load;
    }

    /// Upwards at a glance, then downwards until a rate holds.
    ///
    /// @return calls a second; 0 when the lowest is too much
    double find() throws IOException {
        for (int rung = highest(); rung >= 0; rung--) {
            if (holds(LADDER[rung])) {
                return LADDER[rung];
            }
        }
        return 0;
    }

    /// Upwards at a glance only.
    double roughly() throws IOException {
        int rung = highest();
        return rung < 0 ? 0 : LADDER[rung];
    }

    private int highest() throws IOException {
        int rung = 0;
        while (rung < LADDER.length && seemsClean(LADDER[rung])) {
            rung++;
        }
        return rung - 1;
    }

    private boolean seemsClean(int rate) throws IOException {
        return onTime("glance", rate, GLANCE).isClean()
                || onTime("glance, again", rate, GLANCE).isClean();
    }

    private boolean holds(int rate) throws IOException {
        int clean = 0;
        int failed = 0;
        while (clean < 2 && failed < 2) {
            if (onTime("clean?", rate, STEP).isClean()) {
                clean++;
            } else {
                failed++;
            }
        }
        return clean == 2;
    }

    private LoadResult onTime(String purpose, int rate, Duration length) throws IOException {
        LoadResult result = load.run(purpose, rate, length);
        for (int tries = 1; tries < MOST_TRIES && !result.isOnTime(); tries++) {
            result = load.run(purpose, rate, length);
        }
        return result;
    }
}
