package org.earshot.masking;

import org.earshot.telephony.CallerToken;

/// People of these tests, as the shield names them.
public final class Parties {

    public static final Party.Caller A = enrolled('a');
    public static final Party.Caller B = enrolled('b');
    public static final Party.Caller C = enrolled('c');
    public static final Party.Caller N = enrolled('n');

    private Parties() {}

    public static Party.Caller enrolled(char letter) {
        return new Party.Caller(new CallerToken("e" + String.valueOf(letter).repeat(25)));
    }

    public static Party.Caller enrolled(int number) {
        String letters = Integer.toString(number, 24); // digits and a..n
        StringBuilder token = new StringBuilder("e");
        for (int i = 0; i < letters.length(); i++) {
            token.append((char) ('a' + Character.digit(letters.charAt(i), 24)));
        }
        return new Party.Caller(new CallerToken(token + "z".repeat(26 - token.length())));
    }

    public static Party.Caller ofToday(char letter) {
        return new Party.Caller(new CallerToken("t" + String.valueOf(letter).repeat(53)));
    }
}
