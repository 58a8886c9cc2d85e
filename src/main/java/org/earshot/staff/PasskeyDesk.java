package org.earshot.staff;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Passkeys: adding one's own, and giving one as the second factor. A challenge is signed once.
public final class PasskeyDesk {

    private final Desk desk;
    private final PasskeyRepository stored;
    private final Passkeys passkeys;
    private final SignIn signIn;
    private final OwnAccount account;

    PasskeyDesk(Desk desk, PasskeyRepository stored, SignIn signIn, OwnAccount account) {
        this.desk = desk;
        this.stored = stored;
        this.passkeys = new Passkeys(desk.settings().address());
        this.signIn = signIn;
        this.account = account;
    }

    /// The question to a passkey after the password.
    ///
    /// @return empty when the attempt is over
    public Optional<PasskeyQuestion> ask(String token) {
        return signIn.attempt(token).map(attempt -> question(attempt.id(), attempt.person()));
    }

    /// @param token of the attempt
    public SignInAnswer answer(String token, PasskeyAnswer answer, Origin from) {
        var attempt = signIn.attempt(token);
        if (attempt.isEmpty()) {
            return new SignInAnswer.Over();
        }
        UUID person = attempt.get().person();
        var challenge = desk.sessions().takeChallenge(attempt.get().id());
        var passkey = stored.find(person, answer.credential());
        if (challenge.isEmpty() || passkey.isEmpty()) {
            return signIn.refuse(person, "passkey");
        }
        var made = passkey.get().made();
        var count = passkeys.used(made, answer, challenge.get());
        if (count.isEmpty()) {
            return signIn.refuse(person, "passkey");
        }
        return signIn.enter(
                attempt.get(),
                new Proof.Passkey(passkey.get().id(), made.count(), count.getAsLong()),
                from);
    }

    public List<Passkey> of(SignedIn who) {
        return stored.of(who.person());
    }

    /// @throws StaffRefused when it is not the password
    public PasskeyQuestion begin(SignedIn who, String password) throws InterruptedException {
        account.require(who, password);
        return question(who.session(), who.person());
    }

    /// @throws StaffRefused when it is not what was asked for
    public Passkey add(SignedIn who, String label, byte[] attestation, byte[] clientData) {
        var challenge =
                desk.sessions()
                        .takeChallenge(who.session())
                        .orElseThrow(() -> StaffRefused.unknown("passkey that was asked for"));
        var made = passkeys.made(attestation, clientData, challenge);
        var passkey =
                new Passkey(UUID.randomUUID(), Names.shown("passkey", label), desk.now(), null);
        stored.add(
                who.person(),
                passkey,
                made,
                desk.acts()
                        .person(
                                "passkey",
                                who.actor(),
                                who.person(),
                                Map.of("added", passkey.id().toString())));
        return passkey;
    }

    public void remove(SignedIn who, UUID passkey) {
        stored.remove(
                who.person(),
                passkey,
                desk.acts()
                        .person(
                                "passkey",
                                who.actor(),
                                who.person(),
                                Map.of("removed", passkey.toString())));
    }

    private PasskeyQuestion question(UUID session, UUID person) {
        byte[] challenge = SecretText.random(Passkeys.CHALLENGE_BYTES);
        desk.sessions().challenge(session, challenge);
        return new PasskeyQuestion(challenge, passkeys.host(), person, stored.credentials(person));
    }
}
