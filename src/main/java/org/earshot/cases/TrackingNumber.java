package org.earshot.cases;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The staff's name for a case, such as `C-4821-7730-1954`. It is no secret, it is printed on
/// letters and read out, so it must say nothing:
///
/// - no date and no counter: a day would let an accused employer search his own telephone records
///   for the caller, and two numbers would tell how many reports came in between;
/// - digits only: staff read them out in Chinese, English and Korean, where letters are mistaken;
/// - twelve digits, the last a check digit, after a `C`: never mistaken for a query code.
final class TrackingNumber {

    private static final int RANDOM_DIGITS = 11;
    private static final Pattern TYPED = Pattern.compile("[Cc]?\\s*-?\\s*((?:[0-9][\\s-]*){12})");

    private TrackingNumber() {}

    static String random(RandomGenerator random) {
        var digits = new StringBuilder(RANDOM_DIGITS + 1);
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return written(digits.append(CheckDigit.of(digits)));
    }

    /// The number as it is stored, however it was typed; empty when a digit is wrong or missing.
    static Optional<String> read(String typed) {
        var match = TYPED.matcher(typed.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        String digits = match.group(1).replaceAll("[\\s-]", "");
        return CheckDigit.holds(digits) ? Optional.of(written(digits)) : Optional.empty();
    }

    private static String written(CharSequence digits) {
        return "C-"
                + digits.subSequence(0, 4)
                + "-"
                + digits.subSequence(4, 8)
                + "-"
                + digits.subSequence(8, 12);
    }
}
