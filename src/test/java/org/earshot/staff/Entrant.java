package org.earshot.staff;

import java.time.Duration;
import java.util.List;

/// A person with a password, and an app that shows codes.
public record Entrant(House house, Person person, String secret, List<String> recovery) {

    public static final String PASSWORD = "seven quiet umbrellas";

    public static Entrant enrolled(House house, Person person) throws InterruptedException {
        return enrolled(
                house,
                person,
                house.staff.enrolment().invite(House.CONSOLE, person.id(), Enrolment.USUAL));
    }

    static Entrant enrolled(House house, Person person, String invitation)
            throws InterruptedException {
        var begun =
                (SignInAnswer.FirstFactor)
                        house.staff
                                .enrolment()
                                .begin(invitation, PASSWORD, new Origin("net:enrol", null));
        var app = new Entrant(house, person, begun.secret(), List.of());
        var entered =
                (SignInAnswer.Entered) house.staff.enrolment().confirm(begun.token(), app.code());
        return new Entrant(house, person, begun.secret(), entered.recovery());
    }

    public Entrant withSecret(String other) {
        return new Entrant(house, person, other, recovery);
    }

    Origin from() {
        return new Origin("net:" + person.id(), null);
    }

    SignInAnswer password(String password) throws InterruptedException {
        return house.staff.signIn().password(person.signInName(), password, from());
    }

    SignInAnswer password(String password, String source) throws InterruptedException {
        return house.staff
                .signIn()
                .password(person.signInName(), password, new Origin(source, null));
    }

    /// @return the token of an attempt whose password was right
    String attempt() throws InterruptedException {
        return ((SignInAnswer.SecondFactor) password(PASSWORD)).token();
    }

    SignInAnswer gives(String attempt, String code) {
        return house.staff.signIn().code(attempt, code, from());
    }

    /// A minute later, so that the code is a new one.
    public SignInAnswer.Entered enters() throws InterruptedException {
        house.clock.advance(Duration.ofMinutes(1));
        return (SignInAnswer.Entered) gives(attempt(), code());
    }

    public String code() {
        return Totp.code(unbase32(secret), Totp.step(house.clock.instant()));
    }

    private static byte[] unbase32(String text) {
        var bytes = new byte[text.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (char c : text.toCharArray()) {
            buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        return bytes;
    }
}
