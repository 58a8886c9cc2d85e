package org.earshot.staff;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.earshot.staff.SessionRepository.Fresh;
import org.earshot.staff.SessionRepository.Stage;

/// What all steps of signing in share.
///
/// @param throttle of names, codes and invitations alike
record Desk(
        CredentialRepository credentials,
        SessionRepository sessions,
        Passwords passwords,
        Secrets secrets,
        StaffActs acts,
        Throttle throttle,
        HashGate gate,
        SignInSettings settings,
        InstantSource clock) {

    /// Beyond these the pauses begin.
    static final int FREE_TRIES = 3;

    /// Wrong second factors until the password is asked again.
    static final int MOST_TRIES = 5;

    Instant now() {
        return clock.instant();
    }

    Fresh session(UUID person, String token, Stage stage) {
        var now = now();
        var lasts =
                switch (stage) {
                    case ENROLMENT -> settings.enrolment();
                    case SECOND_FACTOR -> settings.step();
                    case SIGNED_IN -> settings.longest();
                };
        return new Fresh(
                UUID.randomUUID(), person, SecretText.sha256(token), stage, now, now.plus(lasts));
    }

    /// Whether this person signed in from this browser before. Asked for nobodies too.
    boolean knows(UUID person, Origin from) {
        var device = from.device();
        return device != null
                && sessions.knows(
                        person, SecretText.sha256(device), now().minus(settings.device()));
    }
}
