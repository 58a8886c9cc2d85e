package org.earshot.leaks;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All plants of one number that are text.
final class Plants {

    private static final String ALPHABET_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String HEX_32 = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

    private final SoughtNumber number;
    private final String international;
    private final List<Plant> plants = new ArrayList<>();

    private Plants(SoughtNumber number) {
        this.number = number;
        this.international = "+" + number.digits();
    }

    static List<Plant> of(SoughtNumber number) {
        var made = new Plants(number);
        made.plain();
        made.escaped();
        made.coded();
        made.wide();
        made.plants.addAll(BinaryPlants.of(number));
        return List.copyOf(made.plants);
    }

    private void plain() {
        add("digits", Encoding.PLAIN, "tel=" + number.digits() + ";");
        add("+", Encoding.PLAIN, "<sip:" + international + "@carrier.example;user=phone>");
        add("00", Encoding.PLAIN, "from 00" + number.digits());
        add("national", Encoding.PLAIN, "'" + number.national() + "'");
        add("trunk prefix", Encoding.PLAIN, "0" + number.national());
        for (String grouped : number.grouped()) {
            add("grouped", Encoding.GROUPED, "call " + grouped + " back");
        }
        add("no-break spaces", Encoding.GROUPED, spread("\u00a0"));
        add("narrow spaces", Encoding.GROUPED, spread("\u202f"));
        add("dashes", Encoding.GROUPED, spread("\u2013"));
        add("folded line", Encoding.GROUPED, number.national().replaceFirst("(...)", "$1\r\n "));
        add(
                "soft line break",
                Encoding.GROUPED,
                number.national().replaceFirst("(....)", "$1=\r\n"));
        add("list of digits", Encoding.GROUPED, "[\"" + spread("\", \"") + "\"]");
        add("reversed", Encoding.REVERSED, reversed(international));
        add("ENUM", Encoding.REVERSED, reversed(spread(".")) + ".e164.arpa");
    }

    private void escaped() {
        add("percent", Encoding.PERCENT, each("%%%02X"));
        add("percent twice", Encoding.PERCENT_TWICE, each("%%%02x").replace("%", "%25"));
        add("percent 3 times", Encoding.PERCENT_TWICE, each("%%%02X").replace("%", "%2525"));
        add("quoted-printable", Encoding.QUOTED_PRINTABLE, each("=%02X"));
        add("JSON", Encoding.UNICODE_ESCAPES, "\"" + each("\\u%04x") + "\"");
        add("JSON in JSON", Encoding.UNICODE_ESCAPES, each("\\\\u%04X"));
        add("JavaScript", Encoding.UNICODE_ESCAPES, each("\\u{%x}"));
        add("C hex", Encoding.BYTE_ESCAPES, each("\\x%02x"));
        add("C octal", Encoding.BYTE_ESCAPES, each("\\%o"));
        add("C octal, 3 digits", Encoding.BYTE_ESCAPES, each("\\%03o"));
        add("XML decimal", Encoding.ENTITIES, each("&#%d;"));
        add("XML padded", Encoding.ENTITIES, each("&#%04d;"));
        add("XML hex", Encoding.ENTITIES, each("&#x%x;"));
        add("XML hex, padded", Encoding.ENTITIES, each("&#X%04X;"));
    }

    private void coded() {
        byte[] ascii = ascii(international);
        add("hex", Encoding.HEX, HexFormat.of().formatHex(ascii));
        add("HEX", Encoding.HEX, HexFormat.of().withUpperCase().formatHex(ascii));
        add("hex dump", Encoding.HEX, HexFormat.ofDelimiter(" ").formatHex(ascii));
        add("hex with colons", Encoding.HEX, HexFormat.ofDelimiter(":").formatHex(ascii));
        add("hex of UTF-16", Encoding.HEX, HexFormat.of().formatHex(utf16(international)));
        add("bytes", Encoding.BYTE_LIST, Arrays.toString(ascii));
        add("hex bytes", Encoding.BYTE_LIST, each("0x%02x, "));
        for (String before : List.of("", "a", "ab")) {
            String text = before + "call " + international + " today";
            add("base64", Encoding.BASE64, base64(ascii(text), Base64.getEncoder()));
            add("base64url", Encoding.BASE64, base64(ascii(text), Base64.getUrlEncoder()));
            add("base64 of UTF-16", Encoding.BASE64, base64(utf16(text), Base64.getEncoder()));
        }
        for (int before = 36; before < 57; before++) {
            String text = "x".repeat(before) + international + " at night";
            add("base64 of MIME", Encoding.BASE64, base64(ascii(text), Base64.getMimeEncoder()));
        }
        for (String before : List.of("", "a", "ab", "abc", "abcd")) {
            byte[] text = ascii(before + international + " now");
            add("base32", Encoding.BASE32, Base32.encode(text, ALPHABET_32));
            String lower = Base32.encode(text, HEX_32).toLowerCase(Locale.ROOT);
            add("base32hex", Encoding.BASE32, lower);
        }
    }

    private void wide() {
        add("UTF-16LE", Encoding.UTF_16, international.getBytes(StandardCharsets.UTF_16LE));
        add("UTF-16BE", Encoding.UTF_16, utf16(international));
        for (String order : List.of("LE", "BE")) {
            Charset charset = Charset.forName("UTF-32" + order);
            add("UTF-32" + order, Encoding.UTF_32, international.getBytes(charset));
        }
        String full =
                number.digits()
                        .chars()
                        .mapToObj(c -> Character.toString('０' + c - '0'))
                        .collect(Collectors.joining());
        add("full width", Encoding.FULL_WIDTH, full.getBytes(StandardCharsets.UTF_8));
        add("full width UTF-16", Encoding.FULL_WIDTH, utf16(full));
        if (Charset.isSupported("IBM037")) { // part of a full JDK only
            add("EBCDIC", Encoding.EBCDIC, international.getBytes(Charset.forName("IBM037")));
        }
    }

    private String each(String format) {
        return each(character -> String.format(Locale.ROOT, format, (int) character));
    }

    private String each(Function<Character, String> form) {
        return international
                .chars()
                .mapToObj(c -> form.apply((char) c))
                .collect(Collectors.joining());
    }

    private String spread(String separator) {
        return String.join(separator, number.national().split(""));
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static String base64(byte[] text, Base64.Encoder encoder) {
        return encoder.encodeToString(text);
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16BE);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void add(String what, Encoding encoding, String text) {
        add(what, encoding, text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(String what, Encoding encoding, byte[] octets) {
        plants.add(new Plant(what, encoding, octets));
    }
}
