package org.earshot.cases;

import java.time.Duration;

/// How cases are kept and asked after. Keys: `cases.*`.
///
/// @param codeDigits of a query code, check digit included; 16 can be spoken in four groups, and at
///   one guess a second finds one of 100,000 live codes once in 300 years
/// @param codeValid how long a code answers; a year outlasts the slowest duty to tell a result
/// @param kept how long the sealed parts of a case can be read; not shorter than `codeValid`
/// @param hashesAtOnce Argon2 runs at a time for each of the telephone and the web: a run takes 19
///   MiB and some 50 ms of one processor, and the web must not keep a caller waiting
/// @param answerBeat answers about codes leave on this beat, so that their time says nothing;
///   several times what one takes
public record CaseSettings(
        int codeDigits,
        Duration codeValid,
        Duration kept,
        int hashesAtOnce,
        Duration answerBeat,
        GuessLimits guesses) {

    public static final CaseSettings DEFAULT = of(16, 365);

    /// The two an operator changes; a case outlives its codes by a month, so that a late reporter
    /// is never told of a case that cannot be read any more.
    public static CaseSettings of(int codeDigits, int codeDays) {
        return new CaseSettings(
                codeDigits,
                Duration.ofDays(codeDays),
                Duration.ofDays(codeDays + 31L),
                1,
                Duration.ofMillis(250),
                GuessLimits.DEFAULT);
    }

    public CaseSettings {
        // Twelve digits are a tracking number's; beyond 24 nobody keys them without a slip.
        require(
                codeDigits >= 14 && codeDigits <= 24,
                "cases.code-digits must be 14 to 24, got " + codeDigits);
        require(
                codeValid.isPositive(),
                "cases.code-days must be at least 1, got " + codeValid.toDays());
        require(
                kept.compareTo(codeValid) >= 0,
                "cases.kept must not be shorter than cases.code-days, got " + kept);
        require(hashesAtOnce > 0, "cases.hashes-at-once must be at least 1, got " + hashesAtOnce);
        require(answerBeat.isPositive(), "cases.answer-beat must be positive, got " + answerBeat);
    }

    /// How many codes a year a guesser finds who is held to these limits, by design.
    public double expectedHitsPerYear(long liveCodes) {
        return QueryCode.expectedHitsPerYear(codeDigits, liveCodes, guesses.perSecondOverall());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
