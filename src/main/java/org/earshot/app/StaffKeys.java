package org.earshot.app;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.earshot.staff.SignInSettings;

/// Keys `staff.*`.
record StaffKeys(int sessionIdleMinutes, int sessionHours, String address) {

    Optional<String> problem() {
        if (sessionIdleMinutes < 1 || sessionHours < 1) {
            return Optional.of(
                    "staff.session-idle-minutes and staff.session-hours must be at least 1, got "
                            + sessionIdleMinutes
                            + " and "
                            + sessionHours);
        }
        // Browsers keep passkeys and cookies of ours for such addresses only.
        if (!address.isEmpty() && !address.matches("https://[^/]+|http://localhost(:\\d+)?")) {
            return Optional.of(
                    "staff.address must be https:// and a name, or http://localhost:PORT, got '"
                            + address
                            + "'");
        }
        return Optional.empty();
    }

    /// @param httpPort of this installation
    SignInSettings settings(int httpPort) {
        return SignInSettings.of(
                Duration.ofMinutes(sessionIdleMinutes),
                Duration.ofHours(sessionHours),
                URI.create(address.isEmpty() ? "http://localhost:" + httpPort : address));
    }
}
