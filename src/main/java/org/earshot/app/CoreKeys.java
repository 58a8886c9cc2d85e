package org.earshot.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.crypto.KeyPlaces;
import org.earshot.crypto.KeyService;
import org.earshot.crypto.Unsealing;
import org.earshot.site.DataDirectory;

/// The keys `keys.*`, made into what the key service wants.
final class CoreKeys {

    private CoreKeys() {}

    static KeyService open(DataDirectory data, Settings settings) {
        return KeyService.open(places(data.root(), settings.keys()));
    }

    static KeyPlaces places(Path data, Settings.Keys keys) {
        Path first = data.resolve("keys");
        return new KeyPlaces(
                first,
                path(keys.secondDirectory()),
                unsealing(first, keys),
                path(keys.escrowDirectory())
                        .map(shares ->
                                new KeyPlaces.EscrowPlaces(
                                        shares, Path.of(keys.escrowPublicKeys()))),
                Optional.of(data.resolve("keys.mark")));
    }

    static List<String> problems(Settings.Keys keys) {
        var problems = new ArrayList<String>();
        if (!keys.passphraseFile().isEmpty() && !keys.pkcs11().isEmpty()) {
            problems.add("keys.passphrase-file and keys.pkcs11 are both set; leave one of them");
        }
        if (keys.escrowDirectory().isEmpty() != keys.escrowPublicKeys().isEmpty()) {
            problems.add("keys.escrow-directory and keys.escrow-public-keys belong together");
        }
        return problems;
    }

    private static Unsealing unsealing(Path first, Settings.Keys keys) {
        if (!keys.passphraseFile().isEmpty()) {
            return KeystoreOptions.passphrase(
                    Path.of(keys.passphraseFile()), "keys.passphrase-file");
        }
        return keys.pkcs11().isEmpty()
                ? KeyPlaces.keyFile(first)
                : KeystoreOptions.token(keys.pkcs11());
    }

    private static Optional<Path> path(String setting) {
        return setting.isEmpty() ? Optional.empty() : Optional.of(Path.of(setting));
    }
}
