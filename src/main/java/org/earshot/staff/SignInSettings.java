package org.earshot.staff;

import java.net.URI;
import java.time.Duration;
import org.earshot.crypto.Argon2id;

/// How long things are believed. Keys: `staff.*`.
///
/// @param idle a session that nobody uses for so long is over
/// @param longest no session lasts longer
/// @param step between password and second factor
/// @param enrolment between a new password and the first code
/// @param device how long a browser is known after its last sign-in
/// @param cost of one guess of a password
/// @param address where browsers reach Earshot: passkeys are good there and nowhere else
public record SignInSettings(
        Duration idle,
        Duration longest,
        Duration step,
        Duration enrolment,
        Duration device,
        Argon2id.Cost cost,
        URI address) {

    /// @param idle half an hour where people talk for long
    public static SignInSettings of(Duration idle, Duration longest, URI address) {
        return new SignInSettings(
                idle,
                longest,
                Duration.ofMinutes(5),
                Duration.ofMinutes(15),
                Duration.ofDays(180),
                Argon2id.Cost.STAFF,
                address);
    }

    SignInSettings withCost(Argon2id.Cost other) {
        return new SignInSettings(idle, longest, step, enrolment, device, other, address);
    }
}
