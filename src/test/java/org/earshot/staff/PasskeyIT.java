package org.earshot.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.earshot.rights.Role.AGENT;

import java.nio.file.Path;
import org.earshot.db.Database;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A passkey")
@ExtendWith(TestPostgres.class)
@SuppressWarnings("NullAway.Init")
class PasskeyIT {

    private static final String ORIGIN = House.SETTINGS.address().toString();

    @TempDir private static Path directory;

    private final TestAuthenticator key = new TestAuthenticator(ORIGIN, "localhost");
    private PasskeyDesk passkeys;
    private Entrant kim;
    private SignedIn signedIn;

    @BeforeEach
    void open(Database db) throws InterruptedException {
        var house = new House(db, directory);
        passkeys = house.staff.passkeys();
        kim = Entrant.enrolled(house, house.person(AGENT));
        signedIn = house.staff.sessions().find(kim.enters().token()).orElseThrow();
    }

    @Test
    void is_added_with_the_password_and_lets_its_owner_in() throws InterruptedException {
        add(key);
        assertThat(passkeys.of(signedIn)).extracting(Passkey::label).containsExactly("blue one");

        for (int i = 0; i < 3; i++) {
            assertThat(gives(key)).isInstanceOf(SignInAnswer.Entered.class);
        }
        assertThat(passkeys.of(signedIn).getFirst().usedAt()).isNotNull();
        assertThatThrownBy(() -> passkeys.begin(signedIn, "wrong"))
                .hasMessage("this is not your password");
    }

    @Test
    void of_somebody_else_or_for_another_address_does_not() throws InterruptedException {
        add(key);

        assertThat(gives(new TestAuthenticator(ORIGIN, "localhost")))
                .isEqualTo(new SignInAnswer.Refused());
        var elsewhere = new TestAuthenticator("https://earshot.example", "localhost");
        byte[] asked = passkeys.begin(signedIn, Entrant.PASSWORD).challenge();
        assertThatThrownBy(() ->
                        passkeys.add(
                                signedIn,
                                "x",
                                elsewhere.attestation(),
                                elsewhere.clientData("webauthn.create", asked)))
                .hasMessage("this passkey was not made for here and now");
    }

    @Test
    void answers_a_challenge_once_and_no_other() throws InterruptedException {
        add(key);
        var attempt = kim.attempt();
        var question = passkeys.ask(attempt).orElseThrow();
        assertThat(question.credentials()).hasSize(1);

        assertThat(passkeys.answer(attempt, key.answer(new byte[32]), kim.from()))
                .isEqualTo(new SignInAnswer.Refused());
        assertThat(passkeys.answer(attempt, key.answer(question.challenge()), kim.from()))
                .isEqualTo(new SignInAnswer.Refused());
    }

    @Test
    void is_refused_when_it_counts_backwards_or_nobody_touched_it() throws InterruptedException {
        add(key);
        assertThat(gives(key)).isInstanceOf(SignInAnswer.Entered.class);
        key.countsBackTo(0);
        assertThat(gives(key)).isEqualTo(new SignInAnswer.Refused());

        key.countsBackTo(10);
        var attempt = kim.attempt();
        byte[] challenge = passkeys.ask(attempt).orElseThrow().challenge();
        var untouched = key.answer(challenge, key.clientData("webauthn.get", challenge), 0);
        assertThat(passkeys.answer(attempt, untouched, kim.from()))
                .isEqualTo(new SignInAnswer.Refused());
    }

    @Test
    void garbage_is_no_passkey() throws InterruptedException {
        add(key);
        var attempt = kim.attempt();
        byte[] challenge = passkeys.ask(attempt).orElseThrow().challenge();
        var good = key.answer(challenge);
        var bad = new PasskeyAnswer(good.credential(), new byte[3], new byte[] {'{'}, new byte[0]);

        assertThat(passkeys.answer(attempt, bad, kim.from())).isEqualTo(new SignInAnswer.Refused());
        passkeys.begin(signedIn, Entrant.PASSWORD);
        assertThatThrownBy(() -> passkeys.add(signedIn, "x", new byte[0], new byte[0]))
                .isInstanceOf(StaffRefused.class);
        assertThatThrownBy(() -> passkeys.add(signedIn, "x", new byte[0], new byte[0]))
                .hasMessage("there is no such passkey that was asked for");
    }

    @Test
    void that_was_removed_lets_nobody_in() throws InterruptedException {
        add(key);
        passkeys.remove(signedIn, passkeys.of(signedIn).getFirst().id());

        assertThat(gives(key)).isEqualTo(new SignInAnswer.Refused());
        assertThat(passkeys.of(signedIn)).isEmpty();
    }

    private void add(TestAuthenticator authenticator) throws InterruptedException {
        byte[] challenge = passkeys.begin(signedIn, Entrant.PASSWORD).challenge();
        passkeys.add(
                signedIn,
                "blue one",
                authenticator.attestation(),
                authenticator.clientData("webauthn.create", challenge));
    }

    private SignInAnswer gives(TestAuthenticator authenticator) throws InterruptedException {
        var attempt = kim.attempt();
        byte[] challenge = passkeys.ask(attempt).orElseThrow().challenge();
        return passkeys.answer(attempt, authenticator.answer(challenge), kim.from());
    }
}
