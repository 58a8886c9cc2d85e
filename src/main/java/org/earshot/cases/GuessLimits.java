package org.earshot.cases;

import java.time.Duration;

/// How often somebody may be wrong about a query code. Keys: `cases.guesses.*`.
///
/// @param triesPerSource wrong codes one source may send within `window`; a person mistypes twice
/// @param window also the first pause after the last of them; each further wrong code doubles it
/// @param longestPause where the doubling ends
/// @param perSecondOverall wrong codes a second from all sources together, on average: what decides
///   the odds of guessing, see [CaseSettings#expectedHitsPerYear]
/// @param burstOverall how many of those may come at once
/// @param sources how many sources are remembered; memory only, so it is bounded
public record GuessLimits(
        int triesPerSource,
        Duration window,
        Duration longestPause,
        double perSecondOverall,
        int burstOverall,
        int sources) {

    public static final GuessLimits DEFAULT =
            new GuessLimits(5, Duration.ofMinutes(10), Duration.ofHours(24), 1, 60, 20_000);

    public GuessLimits {
        require(
                triesPerSource > 0,
                "cases.guesses.tries-per-source must be at least 1, got " + triesPerSource);
        require(window.isPositive(), "cases.guesses.window must be positive, got " + window);
        require(
                longestPause.compareTo(window) >= 0,
                "cases.guesses.longest-pause must not be shorter than the window, got "
                        + longestPause);
        require(
                perSecondOverall > 0,
                "cases.guesses.per-second-overall must be positive, got " + perSecondOverall);
        require(
                burstOverall > 0,
                "cases.guesses.burst-overall must be at least 1, got " + burstOverall);
        require(sources > 0, "cases.guesses.sources must be at least 1, got " + sources);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
