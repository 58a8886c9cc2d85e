package org.earshot.cases;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// The reporter's secret: digits only, so that it can be spoken, keyed and written down; the last
/// is a check digit. Never printed by accident.
record QueryCode(String digits) {

    static QueryCode random(RandomGenerator random, int length) {
        var digits = new StringBuilder(length);
        for (int i = 1; i < length; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return new QueryCode(digits.append(CheckDigit.of(digits)).toString());
    }

    /// Reads what a person keyed or typed: blanks and dashes between the groups, and the digits of
    /// any script. Empty when it cannot be a code of `length` digits. That gives nothing away:
    /// anybody can work out a check digit.
    static Optional<QueryCode> read(String typed, int length) {
        var digits = new StringBuilder(length);
        for (int i = 0; i < typed.length(); i++) {
            char symbol = typed.charAt(i);
            int value = Character.digit(symbol, 10);
            if (value >= 0 && digits.length() < length) {
                digits.append((char) ('0' + value));
            } else if (!Character.isSpaceChar(symbol) && symbol != '-') {
                return Optional.empty();
            }
        }
        return digits.length() == length && CheckDigit.holds(digits)
                ? Optional.of(new QueryCode(digits.toString()))
                : Optional.empty();
    }

    /// Successful guesses to expect in a year: `guessesPerSecond` at all times, against
    /// `liveCodes`. A guesser works out the check digit himself, so only the others count.
    static double expectedHitsPerYear(int length, long liveCodes, double guessesPerSecond) {
        double secondsPerYear = 365 * 24 * 3600.0;
        return guessesPerSecond * secondsPerYear * liveCodes / Math.pow(10, length - 1);
    }

    @Override
    public String toString() {
        return "QueryCode(?)";
    }
}
