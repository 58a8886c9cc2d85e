package org.earshot.sip;

/// Characters of the grammar of [RFC 3261, section
/// 25.1](https://www.rfc-editor.org/rfc/rfc3261#section-25.1), by table: they are asked for every
/// byte of every message.
public final class Chars {

    private static final int TOKEN = 1;
    private static final int DIGIT = 2;
    private static final int URI = 4;
    private static final int HOST = 8;
    private static final int WORD = 16;
    private static final int USER = 32;
    private static final byte[] CLASS = new byte[256];

    static {
        mark("0123456789", DIGIT | TOKEN | URI | HOST | WORD | USER);
        mark("abcdefghijklmnopqrstuvwxyz", TOKEN | URI | HOST | WORD | USER);
        mark("ABCDEFGHIJKLMNOPQRSTUVWXYZ", TOKEN | URI | HOST | WORD | USER);
        mark("-.!%*_+`'~", TOKEN | WORD);
        mark("-.", HOST);
        mark("-_.!~*'()%&=+$,;?/", USER);
        mark("-_.!~*'()%&=+$,;?/:@[]|#^{}`", URI);
        mark("()<>:\\\"/[]?{}", WORD);
    }

    private Chars() {}

    private static void mark(String characters, int as) {
        for (int i = 0; i < characters.length(); i++) {
            CLASS[characters.charAt(i)] |= (byte) as;
        }
    }

    static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b | 0x20 : b;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    public static boolean isDigit(byte b) {
        return (CLASS[b & 0xFF] & DIGIT) != 0;
    }

    public static boolean isTokenChar(byte b) {
        return (CLASS[b & 0xFF] & TOKEN) != 0;
    }

    static boolean isHostChar(byte b) {
        return (CLASS[b & 0xFF] & HOST) != 0;
    }

    static boolean isUriChar(byte b) {
        return (CLASS[b & 0xFF] & URI) != 0;
    }

    static boolean isUserChar(byte b) {
        return (CLASS[b & 0xFF] & USER) != 0;
    }

    /// `word` of the grammar: what a Call-ID is made of.
    public static boolean isWordChar(byte b) {
        return (CLASS[b & 0xFF] & WORD) != 0;
    }

    public static boolean isToken(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isTokenChar(bytes[i])) {
                return false;
            }
        }
        return from < to;
    }

    /// A decimal number of at most `digits` digits, or -1.
    public static long number(byte[] bytes, int from, int to, int digits) {
        if (from >= to || to - from > digits) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(bytes[i])) {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    /// Compares without regard to case.
    ///
    /// @param lowerCase what is expected, in lower case
    public static boolean equal(byte[] bytes, int from, int to, String lowerCase) {
        if (to - from != lowerCase.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (lower(bytes[i]) != lowerCase.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    public static int indexOf(byte[] bytes, int from, int to, char wanted) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    public static int skipBlanks(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && isBlank(bytes[i])) {
            i++;
        }
        return i;
    }

    public static int trimEnd(byte[] bytes, int from, int to) {
        int i = to;
        while (i > from && isBlank(bytes[i - 1])) {
            i--;
        }
        return i;
    }
}
