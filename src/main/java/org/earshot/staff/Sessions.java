package org.earshot.staff;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// Who somebody is, by the token that signing in gave them.
public final class Sessions {

    private final Desk desk;
    private final ZoneId zone;

    Sessions(Desk desk, ZoneId zone) {
        this.desk = desk;
        this.zone = zone;
    }

    /// Asked for every request, so that a role taken away, a pledge that ran out or a person who
    /// left counts at once.
    ///
    /// @return empty for a token that never was one, or is over: signed out, idle, too old, of
    ///   somebody who left, or begun under a clock that was set back since
    public Optional<SignedIn> find(String token) {
        var now = desk.now();
        return desk.sessions()
                .find(
                        SecretText.sha256(token),
                        now,
                        desk.settings().idle(),
                        LocalDate.ofInstant(now, zone));
    }

    /// Copies of the token are worth nothing afterwards.
    public void signOut(SignedIn who) {
        desk.sessions()
                .end(
                        who.session(),
                        desk.acts()
                                .person(
                                        "sign-out",
                                        who.actor(),
                                        who.person(),
                                        Map.of("session", who.session().toString())));
    }
}
