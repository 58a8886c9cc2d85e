package org.earshot.cases;

/// ISO/IEC 7064 MOD 11,10: one decimal digit that catches every single wrong digit and nearly every
/// swap of neighbours.
final class CheckDigit {

    private CheckDigit() {}

    static char of(CharSequence digits) {
        int product = 10;
        for (int i = 0; i < digits.length(); i++) {
            int sum = (product + digits.charAt(i) - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (char) ('0' + (11 - product) % 10);
    }

    /// Whether the last digit is right for those before it.
    static boolean holds(CharSequence digits) {
        int last = digits.length() - 1;
        return last > 0 && of(digits.subSequence(0, last)) == digits.charAt(last);
    }
}
