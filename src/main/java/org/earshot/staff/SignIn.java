package org.earshot.staff;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.earshot.audit.Actor;
import org.earshot.audit.Deed;
import org.earshot.staff.CredentialRepository.Password;
import org.earshot.staff.SessionRepository.Attempt;
import org.earshot.staff.SessionRepository.Stage;

/// Signing in: the password, then the second factor.
///
/// ```
/// password --right--> SecondFactor --code, recovery code or passkey--> Entered
///    |                     |
///    +-- Refused           +-- Refused (five times), Over
/// ```
///
/// A name nobody has costs the same time and gets the same answer as a wrong password.
public final class SignIn {

    /// Of all names together from one network; an office shares an address.
    private static final int FREE_OF_SOURCE = 40;

    private static final UUID NOBODY = new UUID(0, 0);
    private static final Actor DOOR = new Actor.Component("core");

    private final Desk desk;

    SignIn(Desk desk) {
        this.desk = desk;
    }

    public SignInAnswer password(String name, String password, Origin from)
            throws InterruptedException {
        String said = Names.said(name);
        var found = desk.credentials().password(said);
        UUID person = found.map(Password::person).orElse(NOBODY);
        boolean known = desk.knows(person, from);
        var keys = keys(person, said, known, from);
        var wait = admit(keys);
        if (wait.isPresent()) {
            return new SignInAnswer.Wait(wait.get());
        }
        var stored = found.map(Password::hashed).orElse(desk.passwords().nobodys());
        var right = desk.gate().pass(known, () -> desk.passwords().matches(stored, password));
        if (right.isEmpty()) {
            keys.forEach(desk.throttle()::giveBack);
            return new SignInAnswer.Busy();
        }
        if (!right.get() || found.isEmpty()) {
            return refuse(person, "password");
        }
        keys.forEach(desk.throttle()::giveBack);
        String token = SecretText.token();
        desk.sessions().open(desk.session(person, token, Stage.SECOND_FACTOR));
        return new SignInAnswer.SecondFactor(
                token, desk.settings().step(), desk.credentials().hasPasskey(person));
    }

    /// @param token of the attempt
    /// @param code six digits of the app, or a recovery code
    public SignInAnswer code(String token, String code, Origin from) {
        var attempt = attempt(token);
        if (attempt.isEmpty()) {
            return new SignInAnswer.Over();
        }
        UUID person = attempt.get().person();
        String key = codeKey(person, from);
        var wait = desk.throttle().admit(key, Desk.MOST_TRIES);
        if (wait.isPresent()) {
            return new SignInAnswer.Wait(wait.get());
        }
        var proof = proof(person, code);
        var answer =
                proof.isEmpty() ? refuse(person, "code") : enter(attempt.get(), proof.get(), from);
        if (answer instanceof SignInAnswer.Entered) {
            desk.throttle().giveBack(key);
        }
        return answer;
    }

    Optional<Attempt> attempt(String token) {
        return desk.sessions()
                .attempt(
                        SecretText.sha256(token), Stage.SECOND_FACTOR, desk.now(), Desk.MOST_TRIES);
    }

    SignInAnswer enter(Attempt attempt, Proof proof, Origin from) {
        UUID person = attempt.person();
        String token = SecretText.token();
        boolean known = desk.knows(person, from);
        var given = from.device();
        String device = known && given != null ? given : SecretText.token();
        var fresh = desk.session(person, token, Stage.SIGNED_IN);
        var act =
                desk.acts()
                        .person(
                                "sign-in",
                                new Actor.Staff(person),
                                person,
                                Map.of("session", fresh.id().toString(), "by", word(proof)));
        if (!desk.sessions().enter(attempt.id(), proof, fresh, SecretText.sha256(device), act)) {
            return refuse(person, "proof");
        }
        return new SignInAnswer.Entered(
                token, desk.settings().longest(), device, desk.settings().device(), List.of());
    }

    /// Written for names nobody has as well: the time it takes tells nothing.
    SignInAnswer refuse(UUID person, String step) {
        String object = person.equals(NOBODY) ? "unknown" : person.toString();
        desk.credentials()
                .record(
                        desk.acts()
                                .act(
                                        new Deed("staff.refuse", DOOR, "person", object),
                                        Map.of("step", step)));
        return new SignInAnswer.Refused();
    }

    private Optional<Proof> proof(UUID person, String code) {
        if (!code.strip().matches("[0-9 ]{6,7}")) {
            return Optional.of(new Proof.Recovery(desk.secrets().recovery(person, code)));
        }
        var secret = desk.credentials().totp(person, true);
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        var step = desk.secrets().match(person, secret.get(), code, desk.now());
        return step.isPresent()
                ? Optional.of(new Proof.TotpStep(step.getAsLong()))
                : Optional.empty();
    }

    private static String word(Proof proof) {
        return switch (proof) {
            case Proof.TotpStep _ -> "code";
            case Proof.Recovery _ -> "recovery";
            case Proof.Passkey _ -> "passkey";
        };
    }

    /// What a try counts against: from a browser that is known, that browser alone.
    private static List<String> keys(UUID person, String name, boolean known, Origin from) {
        return known
                ? List.of("device " + person + " " + from.device())
                : List.of("name " + name + " " + from.source(), "net " + from.source());
    }

    private Optional<Duration> admit(List<String> keys) {
        for (String key : keys) {
            int free = key.startsWith("net ") ? FREE_OF_SOURCE : Desk.FREE_TRIES;
            var wait = desk.throttle().admit(key, free);
            if (wait.isPresent()) {
                return wait;
            }
        }
        return Optional.empty();
    }

    /// Only whoever has the password gets here, so all strange browsers may share one limit.
    private String codeKey(UUID person, Origin from) {
        return "code " + person + (desk.knows(person, from) ? " " + from.device() : "");
    }
}
