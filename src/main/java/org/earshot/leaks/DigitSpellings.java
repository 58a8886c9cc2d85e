package org.earshot.leaks;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/// The forms of one number that are written with digits only, so that separators between them do
/// not matter: the digits themselves, and hex, decimal octets and swapped pairs of them.
final class DigitSpellings {

    /// Calls back with one string of digits.
    interface Sink {
        void add(Encoding encoding, String digits);
    }

    /// A shorter run of pairs is met by chance.
    private static final int FEWEST = 8;

    private DigitSpellings() {}

    static void of(SoughtNumber number, Sink sink) {
        for (String core : number.cores()) {
            sink.add(Encoding.PLAIN, core);
            sink.add(Encoding.REVERSED, new StringBuilder(core).reverse().toString());
            byte[] ascii = core.getBytes(StandardCharsets.US_ASCII);
            sink.add(Encoding.HEX, HexFormat.of().formatHex(ascii));
            String wide = HexFormat.of().formatHex(core.getBytes(StandardCharsets.UTF_16BE));
            sink.add(Encoding.HEX, wide.substring(2));
            sink.add(
                    Encoding.BYTE_LIST,
                    core.chars().mapToObj(Integer::toString).collect(Collectors.joining()));
            sink.add(
                    Encoding.BYTE_LIST,
                    core.chars()
                            .mapToObj(c -> String.format(Locale.ROOT, "%03o", c))
                            .collect(Collectors.joining()));
        }
        for (String digits : number.stored()) {
            swappedPairs(digits, 0, sink);
            swappedPairs(digits, 1, sink);
        }
    }

    /// As a GSM address is printed in hex: `1-555-12…` is `515521…`.
    private static void swappedPairs(String digits, int from, Sink sink) {
        var pairs = new StringBuilder();
        for (int i = from; i + 1 < digits.length(); i += 2) {
            pairs.append(digits.charAt(i + 1)).append(digits.charAt(i));
        }
        if (pairs.length() >= FEWEST) {
            sink.add(Encoding.SWAPPED_BCD, pairs.toString());
        }
    }
}
