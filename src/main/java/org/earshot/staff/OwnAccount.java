package org.earshot.staff;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What people change of their own sign-in. Each change needs the password again, and ends every
/// other session of theirs: whoever changes it may have lost it.
public final class OwnAccount {

    private final Desk desk;

    OwnAccount(Desk desk) {
        this.desk = desk;
    }

    /// @param signInName of the person
    /// @throws StaffRefused when the new one is easily guessed, or the old one wrong
    /// @throws SignInBusy when too many passwords are being checked
    public void changePassword(SignedIn who, String signInName, String old, String fresh)
            throws InterruptedException {
        Passwords.require(fresh, signInName);
        require(who, old);
        var hashed = pass(() -> desk.passwords().hash(fresh));
        desk.credentials()
                .changePassword(
                        who.person(),
                        who.session(),
                        hashed,
                        desk.now(),
                        desk.acts().person("password", who.actor(), who.person(), Map.of()));
    }

    /// A new second factor; the old one is good until the first code of the new one.
    ///
    /// @return secret in base32, and the link for a picture
    public List<String> beginCodes(SignedIn who, String signInName, String password)
            throws InterruptedException {
        require(who, password);
        byte[] secret = SecretText.random(Totp.SECRET_BYTES);
        desk.credentials()
                .pendTotp(who.person(), desk.secrets().seal(who.person(), secret), desk.now());
        return List.of(SecretText.base32(secret), Totp.link(signInName, secret));
    }

    /// @param code the first of the new second factor
    /// @throws StaffRefused when it is wrong, or there is none to begin
    public void confirmCodes(SignedIn who, String code) {
        String key = "own code " + who.person();
        requireNoPause(key);
        var secret =
                desk.credentials()
                        .totp(who.person(), false)
                        .orElseThrow(() -> StaffRefused.unknown("second factor to confirm"));
        var step = desk.secrets().match(who.person(), secret, code, desk.now());
        var act = desk.acts().person("factor", who.actor(), who.person(), Map.of());
        if (step.isEmpty()
                || !desk.credentials()
                        .replaceTotp(who.person(), who.session(), step.getAsLong(), act)) {
            throw StaffRefused.notAllowed("this is not the code of the new second factor");
        }
        desk.throttle().giveBack(key);
    }

    /// @return ten, each good once; older ones are worth nothing
    public List<String> newRecoveryCodes(SignedIn who, String password)
            throws InterruptedException {
        require(who, password);
        var codes = desk.secrets().recoveryCodes();
        desk.credentials()
                .replaceRecovery(
                        who.person(),
                        desk.secrets().recovery(who.person(), codes),
                        desk.acts().person("recovery", who.actor(), who.person(), Map.of()));
        return codes;
    }

    /// Whoever found a browser open does not go on from there.
    void require(SignedIn who, String password) throws InterruptedException {
        String key = "own password " + who.person();
        requireNoPause(key);
        var stored =
                desk.credentials()
                        .password(who.person())
                        .orElseThrow(() -> StaffRefused.unknown("password of this person"))
                        .hashed();
        if (!pass(() -> desk.passwords().matches(stored, password))) {
            throw StaffRefused.notAllowed("this is not your password");
        }
        desk.throttle().giveBack(key);
    }

    private void requireNoPause(String key) {
        desk.throttle()
                .admit(key, Desk.FREE_TRIES)
                .ifPresent(wait -> {
                    throw StaffRefused.notAllowed(
                            "wrong too often; wait %d seconds".formatted(wait.toSeconds() + 1));
                });
    }

    private <T> T pass(Supplier<T> work) throws InterruptedException {
        return desk.gate().pass(true, work).orElseThrow(SignInBusy::new);
    }
}
