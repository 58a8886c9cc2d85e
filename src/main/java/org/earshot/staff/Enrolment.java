package org.earshot.staff;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.earshot.audit.Actor;
import org.earshot.staff.SessionRepository.Stage;

/// The way in for somebody new, and for somebody who lost what they sign in with: a code from an
/// administrator, then a password and a second factor of their own. Nobody else ever knows a
/// password, and there is none to begin with.
public final class Enrolment {

    /// For a person at another desk; the console's own is shorter.
    public static final Duration USUAL = Duration.ofDays(1);

    private static final int CODE_CHARACTERS = 24;

    private final Desk desk;

    Enrolment(Desk desk) {
        this.desk = desk;
    }

    /// Takes away whatever the person signs in with; the code is the one way back.
    ///
    /// @return the code: shown once, good once
    public String invite(Actor who, UUID person, Duration lasts) {
        String code = newCode();
        var now = desk.now();
        desk.credentials()
                .invite(
                        person,
                        desk.secrets().invitation(code),
                        now,
                        now.plus(lasts),
                        desk.acts().person("invite", who, person, Map.of()));
        return code;
    }

    static String newCode() {
        return SecretText.code(CODE_CHARACTERS);
    }

    /// May be repeated while the code is good: the last password and secret count.
    ///
    /// @throws StaffRefused when the password is easily guessed
    public SignInAnswer begin(String code, String password, Origin from)
            throws InterruptedException {
        String key = "invitation " + from.source();
        var wait = desk.throttle().admit(key, Desk.FREE_TRIES);
        if (wait.isPresent()) {
            return new SignInAnswer.Wait(wait.get());
        }
        var invited = desk.credentials().invited(desk.secrets().invitation(code), desk.now());
        if (invited.isEmpty()) {
            return new SignInAnswer.Refused();
        }
        desk.throttle().giveBack(key);
        UUID person = invited.get().person();
        Passwords.require(password, invited.get().signInName());
        var hashed = desk.gate().pass(false, () -> desk.passwords().hash(password));
        if (hashed.isEmpty()) {
            return new SignInAnswer.Busy();
        }
        byte[] secret = SecretText.random(Totp.SECRET_BYTES);
        String token = SecretText.token();
        desk.credentials()
                .begin(
                        person,
                        hashed.get(),
                        desk.secrets().seal(person, secret),
                        desk.session(person, token, Stage.ENROLMENT));
        return new SignInAnswer.FirstFactor(
                token,
                desk.settings().enrolment(),
                SecretText.base32(secret),
                Totp.link(invited.get().signInName(), secret));
    }

    /// @param token that [#begin] gave
    /// @param code the first of the app
    public SignInAnswer confirm(String token, String code) {
        var attempt =
                desk.sessions()
                        .attempt(
                                SecretText.sha256(token),
                                Stage.ENROLMENT,
                                desk.now(),
                                Desk.MOST_TRIES);
        if (attempt.isEmpty()) {
            return new SignInAnswer.Over();
        }
        UUID person = attempt.get().person();
        var secret = desk.credentials().totp(person, false);
        if (secret.isEmpty()) {
            return new SignInAnswer.Over();
        }
        var step = desk.secrets().match(person, secret.get(), code, desk.now());
        return step.isPresent()
                ? enter(attempt.get().id(), person, step.getAsLong())
                : new SignInAnswer.Refused();
    }

    private SignInAnswer enter(UUID attempt, UUID person, long step) {
        String token = SecretText.token();
        String device = SecretText.token();
        var recovery = desk.secrets().recoveryCodes();
        var act = desk.acts().person("enrol", new Actor.Staff(person), person, Map.of());
        boolean first =
                desk.credentials()
                        .enrol(
                                attempt,
                                step,
                                desk.secrets().recovery(person, recovery),
                                desk.session(person, token, Stage.SIGNED_IN),
                                SecretText.sha256(device),
                                act);
        return first
                ? new SignInAnswer.Entered(
                        token,
                        desk.settings().longest(),
                        device,
                        desk.settings().device(),
                        recovery)
                : new SignInAnswer.Over();
    }
}
