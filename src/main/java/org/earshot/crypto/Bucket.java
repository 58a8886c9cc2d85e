package org.earshot.crypto;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// The key of one retention class and one day of destruction: all data of the class that must be
/// gone on that day. Written `RECORDING-2026-11-29`.
public record Bucket(String retentionClass, LocalDate destroyOn) {

    private static final Pattern CLASS = Pattern.compile("[A-Z][A-Z0-9_]{0,30}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    public Bucket {
        if (!CLASS.matcher(retentionClass).matches()) {
            throw new IllegalArgumentException(
                    "A retention class is 1 to 31 of A-Z, 0-9 and _, got " + retentionClass);
        }
        if (!DAY.matcher(destroyOn.toString()).matches()) {
            throw new IllegalArgumentException("A day has a year of four digits: " + destroyOn);
        }
    }

    /// @throws TamperedException when `text` is not a bucket's name
    static Bucket parse(String text) {
        int dash = text.indexOf('-');
        try {
            return new Bucket(
                    text.substring(0, Math.max(0, dash)),
                    LocalDate.parse(text.substring(dash + 1)));
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            throw new TamperedException("Not the name of a key", malformed);
        }
    }

    @Override
    public String toString() {
        return retentionClass + "-" + destroyOn;
    }
}
