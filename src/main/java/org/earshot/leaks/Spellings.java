package org.earshot.leaks;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// The byte patterns of one number: text in every coding that hides its digits from a plain search.
/// Plain and grouped digits, and whatever is written with digits only, are [DigitSpellings]' part.
final class Spellings {

    /// Calls back with one pattern.
    interface Sink {
        void add(Encoding encoding, byte[] pattern);
    }

    private Spellings() {}

    static void of(SoughtNumber number, Sink sink) {
        for (String core : number.cores()) {
            escapes(core, sink);
            wide(core, sink);
            base64(core.getBytes(StandardCharsets.US_ASCII), sink);
            base64(core.getBytes(StandardCharsets.UTF_16LE), sink);
            base32(core, sink);
        }
        BinarySpellings.of(number, sink);
        DigestSpellings.of(number, sink);
    }

    private static void escapes(String core, Sink sink) {
        sink.add(Encoding.PERCENT, formatted(core, "%%3%d"));
        sink.add(Encoding.PERCENT_TWICE, formatted(core, "%%253%d"));
        sink.add(Encoding.PERCENT_TWICE, formatted(core, "%%25253%d")); // and a third time
        sink.add(Encoding.PERCENT_TWICE, formatted(core, "%%25%%33%%3%d")); // each octet of "%3n"
        sink.add(Encoding.QUOTED_PRINTABLE, formatted(core, "=3%d"));
        sink.add(Encoding.UNICODE_ESCAPES, formatted(core, "\\u003%d"));
        sink.add(Encoding.UNICODE_ESCAPES, formatted(core, "\\\\u003%d"));
        sink.add(Encoding.UNICODE_ESCAPES, formatted(core, "\\u{3%d}"));
        sink.add(Encoding.BYTE_ESCAPES, formatted(core, "\\x3%d"));
        for (String form : List.of("\\%o", "\\0%o", "\\00%o")) {
            sink.add(
                    Encoding.BYTE_ESCAPES,
                    ascii(each(core, digit -> String.format(Locale.ROOT, form, '0' + digit))));
        }
        sink.add(Encoding.BYTE_LIST, inner(formatted(core, "0x3%d,")));
        sink.add(Encoding.BYTE_LIST, inner(formatted(core, "0x3%d, ")));
        for (String zeros : List.of("", "0", "00", "000")) {
            sink.add(Encoding.ENTITIES, ascii(each(core, d -> "&#" + zeros + (48 + d) + ";")));
            sink.add(Encoding.ENTITIES, ascii(each(core, d -> "&#x" + zeros + "3" + d + ";")));
            sink.add(Encoding.ENTITIES, ascii(each(core, d -> "&#X" + zeros + "3" + d + ";")));
        }
    }

    /// Little-endian and big-endian differ only in what stands before and after.
    private static void wide(String core, Sink sink) {
        sink.add(Encoding.UTF_16, trimmed(core.getBytes(StandardCharsets.UTF_16BE), 1));
        sink.add(
                Encoding.UTF_32,
                trimmed(core.getBytes(java.nio.charset.Charset.forName("UTF-32BE")), 3));
        String full = each(core, digit -> String.valueOf((char) ('\uff10' + digit)));
        sink.add(Encoding.FULL_WIDTH, full.getBytes(StandardCharsets.UTF_8));
        sink.add(Encoding.FULL_WIDTH, full.getBytes(StandardCharsets.UTF_16LE));
        sink.add(Encoding.FULL_WIDTH, full.getBytes(StandardCharsets.UTF_16BE));
        var ebcdic = new byte[core.length()];
        for (int i = 0; i < ebcdic.length; i++) {
            ebcdic[i] = (byte) (0xf0 | (core.charAt(i) - '0'));
        }
        sink.add(Encoding.EBCDIC, ebcdic);
    }

    /// Digits make no `+`, `/`, `-` or `_`, so base64 and base64url are one; lines of MIME and PEM
    /// (RFC 2045, 6.8) may break anywhere.
    private static void base64(byte[] text, Sink sink) {
        for (int before = 0; before < 3; before++) {
            byte[] shifted = shifted(text, before);
            String coded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            String sure = sureCharacters(coded, before, shifted.length, 6);
            sink.add(Encoding.BASE64, ascii(sure));
            for (int at = 1; at < sure.length(); at++) {
                sink.add(Encoding.BASE64, ascii(sure.substring(0, at) + "\n" + sure.substring(at)));
                sink.add(
                        Encoding.BASE64,
                        ascii(sure.substring(0, at) + "\r\n" + sure.substring(at)));
            }
        }
    }

    private static void base32(String core, Sink sink) {
        byte[] text = core.getBytes(StandardCharsets.US_ASCII);
        for (int before = 0; before < 5; before++) {
            byte[] shifted = shifted(text, before);
            for (String alphabet :
                    List.of(
                            "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
                            "0123456789ABCDEFGHIJKLMNOPQRSTUV")) {
                String coded = Base32.encode(shifted, alphabet);
                String sure = sureCharacters(coded, before, shifted.length, 5);
                sink.add(Encoding.BASE32, ascii(sure));
                sink.add(Encoding.BASE32, ascii(sure.toLowerCase(Locale.ROOT)));
            }
        }
    }

    /// The characters whose bits all come from the number.
    private static String sureCharacters(String coded, int before, int length, int bits) {
        int first = (before * 8 + bits - 1) / bits;
        int end = length * 8 / bits;
        return coded.substring(first, end);
    }

    private static byte[] shifted(byte[] text, int before) {
        var shifted = new byte[before + text.length];
        System.arraycopy(text, 0, shifted, before, text.length);
        return shifted;
    }

    private static byte[] formatted(String core, String format) {
        return ascii(each(core, digit -> String.format(Locale.ROOT, format, digit)));
    }

    private static String each(String core, IntFunction<String> form) {
        return core.chars().mapToObj(c -> form.apply(c - '0')).collect(Collectors.joining());
    }

    /// Without the separator after the last.
    private static byte[] inner(byte[] list) {
        String text = new String(list, StandardCharsets.US_ASCII).stripTrailing();
        return ascii(text.substring(0, text.length() - 1));
    }

    private static byte[] trimmed(byte[] wide, int zeros) {
        return java.util.Arrays.copyOfRange(wide, zeros, wide.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
