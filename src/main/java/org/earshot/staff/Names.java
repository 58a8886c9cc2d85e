package org.earshot.staff;

import java.util.Locale;
import java.util.regex.Pattern;

/// How people and units may be called.
final class Names {

    private static final Pattern SIGN_IN = Pattern.compile("[a-z][a-z0-9._-]{1,39}");

    private Names() {}

    /// The name as it is kept: in small letters.
    static String signIn(String name) {
        String small = name.strip().toLowerCase(Locale.ROOT);
        if (!SIGN_IN.matcher(small).matches()) {
            throw StaffRefused.notAllowed(
                    "a sign-in name is a letter and 1 to 39 letters, digits and ._-, in ASCII");
        }
        return small;
    }

    /// For whoever says a name to sign in: what cannot be one is nobody's.
    static String said(String name) {
        String small = name.strip().toLowerCase(Locale.ROOT);
        return SIGN_IN.matcher(small).matches() ? small : "";
    }

    /// @param of what is named, for the refusal
    static String shown(String of, String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.length() > 100
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw StaffRefused.notAllowed(
                    "the name of a " + of + " is 1 to 100 characters on one line");
        }
        return stripped;
    }
}
