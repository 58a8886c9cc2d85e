package org.earshot.leaks;

/// How a number was written where it was found.
public enum Encoding {
    PLAIN("digits"),
    GROUPED("digits with separators"),
    REVERSED("digits reversed"),
    PERCENT("percent-encoded"),
    PERCENT_TWICE("percent-encoded twice"),
    HEX("hex"),
    BYTE_LIST("list of byte values"),
    BASE64("base64"),
    BASE32("base32"),
    UTF_16("UTF-16"),
    UTF_32("UTF-32"),
    FULL_WIDTH("full-width digits"),
    UNICODE_ESCAPES("\\u escapes"),
    BYTE_ESCAPES("\\x or octal escapes"),
    ENTITIES("XML entities"),
    QUOTED_PRINTABLE("quoted-printable"),
    EBCDIC("EBCDIC"),
    BCD("BCD"),
    SWAPPED_BCD("BCD with swapped nibbles"),
    SEVEN_BIT("GSM 7-bit"),
    INTEGER("64-bit integer"),
    FLOAT("64-bit float"),
    VARINT("varint"),
    NUMERIC("PostgreSQL numeric"),
    MD5("MD5"),
    SHA_1("SHA-1"),
    SHA_256("SHA-256");

    private final String words;

    Encoding(String words) {
        this.words = words;
    }

    /// For people.
    public String words() {
        return words;
    }
}
