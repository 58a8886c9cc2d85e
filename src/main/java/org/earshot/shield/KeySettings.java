package org.earshot.shield;

import java.nio.file.Path;
import java.util.Optional;
import org.earshot.crypto.Unsealing;

/// Where the shield's keys are, what opens them, and how long a day's key lives.
///
/// @param directory holds the keystore `keys.sealed`, its lock and the folder `certificates`; all
///   shields of a site use the same
/// @param unsealing a passphrase, a key in a PKCS#11 token, or by default a key file in a directory
///   of its own
/// @param keepDays 1 to 60; with 7, the key of day D is destroyed as day D + 7 begins (UTC), so no
///   number can be recovered longer than seven days after its call
public record KeySettings(Path directory, Unsealing unsealing, int keepDays) {

    /// "Reporter data cleared within 7 days".
    public static final int KEEP_DAYS = 7;

    static final int MOST_DAYS = 60;

    public KeySettings {
        if (keepDays < 1 || keepDays > MOST_DAYS) {
            throw new IllegalArgumentException("shield.keep-days must be 1 to 60, got " + keepDays);
        }
    }

    Path keystore() {
        return directory.resolve("keys.sealed");
    }

    /// What `earshot setup` chooses.
    ///
    /// @param passphrase when there is one, instead of the key file
    public static KeySettings in(Path data, Optional<String> passphrase) {
        return new KeySettings(
                directory(data),
                passphrase.<Unsealing>map(Unsealing.Passphrase::new).orElseGet(() -> keyFile(data)),
                KEEP_DAYS);
    }

    /// The key file that opens the keystore of a data directory unless said otherwise.
    public static Unsealing keyFile(Path data) {
        return new Unsealing.KeyFile(directory(data).resolve("key").resolve("unseal.key"));
    }

    public KeySettings openedBy(Unsealing other) {
        return new KeySettings(directory, other, keepDays);
    }

    KeySettings keptFor(int days) {
        return new KeySettings(directory, unsealing, days);
    }

    private static Path directory(Path data) {
        return data.resolve("shield");
    }
}
