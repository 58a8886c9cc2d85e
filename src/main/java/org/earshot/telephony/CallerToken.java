package org.earshot.telephony;

import java.util.regex.Pattern;

/// What stands for a number inside: the user part of a SIP address, lower case letters and digits,
/// so that dialplans and people can handle it. Its first letter is its kind. It links calls of one
/// caller, so it is not printed whole either.
///
/// - `t…` *epoch token*: the number, sealed for a day (54 characters)
/// - `e…` *enrolled*: a random name in the vault, for as long as the party is enrolled
/// - `a…` *anonymous*: a withheld number; another one for each call, and nothing can be dialled
///   with it
public record CallerToken(String value) {

    private static final Pattern FORM = Pattern.compile("[tea][a-z2-7]{20,80}");

    public CallerToken {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "no caller token: " + value.length() + " characters");
        }
    }

    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /// A withheld number cannot be called back.
    public boolean isDialable() {
        return value.charAt(0) != 'a';
    }

    @Override
    public String toString() {
        return value.substring(0, 5) + "…";
    }
}
