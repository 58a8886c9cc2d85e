package org.earshot.leaks;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One number that is looked for. Printed, it shows its place in the list and its last two digits.
///
/// @param place counted from 1, as in the list it came from
/// @param digits country code and national number, nothing else
record SoughtNumber(int place, String digits) {

    /// Shorter digit strings are everywhere.
    private static final int SHORTEST = 7;

    private static final int LONGEST = 15; // ITU-T E.164, 6.1

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /// Reads what a person wrote: `+`, `00` or neither in front, and any grouping.
    ///
    /// @return empty when it is no international number
    static Optional<SoughtNumber> parse(int place, String text) {
        String bare = digitsOf(text);
        if (!text.strip().startsWith("+") && bare.startsWith("00")) {
            bare = bare.substring(2);
        }
        boolean written = text.strip().matches("\\+?[0-9 ()./-]+");
        boolean sized = bare.length() >= SHORTEST && bare.length() <= LONGEST;
        return written && sized && !bare.startsWith("0")
                ? Optional.of(new SoughtNumber(place, bare))
                : Optional.empty();
    }

    /// The digit strings of which at least one lies in every way of writing the number: usually the
    /// national significant number alone, for what stands before it differs.
    List<String> cores() {
        Set<String> all = new LinkedHashSet<>();
        all.add(digits);
        parsed().ifPresent(number -> {
            all.add(NUMBERS.getNationalSignificantNumber(number));
            all.add(nationalDigits(number));
        });
        all.removeIf(form -> form.length() < SHORTEST);
        return all.stream()
                .filter(form ->
                        all.stream()
                                .noneMatch(other -> !other.equals(form) && form.contains(other)))
                .toList();
    }

    /// Digits as a machine would store them, with or without the country.
    List<String> stored() {
        Set<String> all = new LinkedHashSet<>();
        all.add(digits);
        all.add(national());
        return List.copyOf(all);
    }

    /// What is likely to be put into a hash.
    List<String> hashed() {
        Set<String> all = new LinkedHashSet<>();
        all.add("+" + digits);
        all.add("00" + digits);
        all.add(digits);
        all.add(national());
        parsed().ifPresent(number -> all.add(nationalDigits(number)));
        all.add("tel:+" + digits);
        return List.copyOf(all);
    }

    /// The number as people group it.
    List<String> grouped() {
        Set<String> all = new LinkedHashSet<>();
        parsed().ifPresent(number -> {
            all.add(NUMBERS.format(number, PhoneNumberFormat.INTERNATIONAL));
            all.add(NUMBERS.format(number, PhoneNumberFormat.RFC3966));
            if (nationalDigits(number).length() >= SHORTEST) {
                all.add(NUMBERS.format(number, PhoneNumberFormat.NATIONAL));
            }
        });
        all.add("+" + digits.replaceAll("(...)(?=.)", "$1 "));
        all.add(digits.replaceAll("(..)(?=.)", "$1."));
        all.add(digits.replaceAll("(.)(?=.)", "$1-"));
        all.add("(" + digits.substring(0, 3) + ") " + digits.substring(3));
        return List.copyOf(all);
    }

    /// Without the country, unless what is left is too short to be looked for.
    String national() {
        return parsed().map(NUMBERS::getNationalSignificantNumber)
                .filter(form -> form.length() >= SHORTEST)
                .orElse(digits);
    }

    @Override
    public String toString() {
        return "number " + place + " (****" + digits.substring(digits.length() - 2) + ")";
    }

    private Optional<PhoneNumber> parsed() {
        try {
            return Optional.of(NUMBERS.parse("+" + digits, null));
        } catch (NumberParseException unassigned) {
            return Optional.empty(); // a canary may have a country code nobody has
        }
    }

    private static String nationalDigits(PhoneNumber number) {
        return digitsOf(NUMBERS.format(number, PhoneNumberFormat.NATIONAL));
    }

    private static String digitsOf(String text) {
        return text.replaceAll("[^0-9]", "");
    }
}
