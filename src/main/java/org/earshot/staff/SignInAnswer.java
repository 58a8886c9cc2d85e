package org.earshot.staff;

import java.time.Duration;
import java.util.List;

/// What comes of a step of signing in.
public sealed interface SignInAnswer {

    /// The password is right; the second factor is next.
    ///
    /// @param token of this attempt
    /// @param passkey whether the person has one; a code always works
    record SecondFactor(String token, Duration lasts, boolean passkey) implements SignInAnswer {
        @Override
        public String toString() {
            return "SecondFactor";
        }
    }

    /// The code of the invitation and the new password are good; its first code is next.
    ///
    /// @param secret in base32, for an app that takes no link
    /// @param link `otpauth://…`, for a picture
    record FirstFactor(String token, Duration lasts, String secret, String link)
            implements SignInAnswer {
        @Override
        public String toString() {
            return "FirstFactor";
        }
    }

    /// In.
    ///
    /// @param token of the session: whoever has it is this person
    /// @param device for the browser to keep
    /// @param recovery codes of a person who just enrolled, shown once; otherwise none
    record Entered(
            String token,
            Duration lasts,
            String device,
            Duration deviceLasts,
            List<String> recovery)
            implements SignInAnswer {

        public Entered {
            recovery = List.copyOf(recovery);
        }

        @Override
        public String toString() {
            return "Entered";
        }
    }

    /// Wrong; of name, password, code or key it is not said which.
    record Refused() implements SignInAnswer {}

    /// The attempt took too long, was wrong too often, or never was: from the password on again.
    record Over() implements SignInAnswer {}

    /// Wrong too often from there.
    record Wait(Duration lasts) implements SignInAnswer {}

    /// Too many at once.
    record Busy() implements SignInAnswer {}
}
