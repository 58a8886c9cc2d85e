package org.earshot.masking;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/// A number of our own that stands for people. It belongs to no person and may be shown.
///
/// @param number as it arrives when it is dialled
/// @param area the operators' area code or any other word by which one is asked for; may be empty
/// @param language of what is spoken to those who dial it
/// @param usable false: suspended, every call is refused
/// @param coolDown for how long a released place on it is not given to somebody else: callers keep
///   numbers in their lists
public record Mask(
        String number,
        MaskMode mode,
        String area,
        Locale language,
        boolean usable,
        Duration coolDown) {

    /// Long enough for the calls people return the same day; the operators give no figure.
    public static final Duration USUAL_COOL_DOWN = Duration.ofHours(24);

    private static final Pattern NUMBER = Pattern.compile("[+0-9a-zA-Z]{2,32}");

    public Mask {
        if (!NUMBER.matcher(number).matches()) {
            throw new IllegalArgumentException(
                    "a mask is 2 to 32 digits or letters, perhaps after a plus; got "
                            + number.length()
                            + " characters");
        }
        if (coolDown.isNegative()) {
            throw new IllegalArgumentException(
                    "coolDownSec must not be negative, got " + coolDown.toSeconds());
        }
    }

    public static Mask of(String number, MaskMode mode) {
        return new Mask(number, mode, "", Locale.ENGLISH, true, USUAL_COOL_DOWN);
    }

    public Mask coolingFor(Duration time) {
        return new Mask(number, mode, area, language, usable, time);
    }

    public Mask suspended() {
        return new Mask(number, mode, area, language, false, coolDown);
    }
}
