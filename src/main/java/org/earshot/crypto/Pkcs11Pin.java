package org.earshot.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the PIN of a token is: in a file for its owner alone, or in the environment. Read anew
/// each time, so that a corrected one is taken at once.
record Pkcs11Pin(Pkcs11Uri key, Map<String, String> environment) {

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    char[] read() {
        Optional<String> pin =
                key.pinFile().isPresent()
                        ? key.pinFile().map(Pkcs11Pin::firstLine)
                        : Optional.ofNullable(environment.get(Pkcs11Uri.PIN_VARIABLE));
        return pin.filter(text -> !text.isEmpty())
                .orElseThrow(() ->
                        new KeysUnavailable(
                                "There is no PIN for the PKCS#11 token "
                                        + key.token()
                                        + "; name its file with pin-source, or set "
                                        + Pkcs11Uri.PIN_VARIABLE))
                .toCharArray();
    }

    private static String firstLine(Path file) {
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new KeysUnavailable(
                        "The PIN file " + file + " is open to others; run chmod 600 on it");
            }
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException unreadable) {
            throw new KeysUnavailable(
                    "The PIN file " + file + " cannot be read; correct pin-source", unreadable);
        }
    }

    /// Where it is, never what it is.
    @Override
    public String toString() {
        return key.pinFile().map(Path::toString).orElse(Pkcs11Uri.PIN_VARIABLE);
    }
}
