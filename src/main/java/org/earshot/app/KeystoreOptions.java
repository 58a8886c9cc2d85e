package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import org.earshot.crypto.Pkcs11Uri;
import org.earshot.crypto.Unsealing;
import org.earshot.shield.EpochKeystore;
import org.earshot.shield.KeySettings;
import org.earshot.shield.KeystoreView;
import org.earshot.shield.ShieldSettings;
import org.earshot.shield.ShieldUnusable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which keystore, and what opens it: what is said here, else what the shield's settings say.
final class KeystoreOptions {

    private static final InstantSource CLOCK = Clock.systemUTC();

    @Mixin private Places places = new Places();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File whose first line is the passphrase of the keystore.")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--pkcs11",
            paramLabel = "URI",
            description =
                    "Address of the key in a hardware module that opens the keystore (RFC 7512)."
                            + " Without either, what DATA/shield/shield.json says.")
    private @Nullable String pkcs11;

    @Mixin private JsonOption json = new JsonOption();

    boolean json() {
        return json.wanted();
    }

    KeySettings settings() {
        KeySettings standing = standing();
        if (passphraseFile != null && pkcs11 != null) {
            throw new Complaint("Give --passphrase-file or --pkcs11, not both.");
        }
        if (passphraseFile != null) {
            return standing.openedBy(passphrase(passphraseFile, "--passphrase-file"));
        }
        return pkcs11 == null ? standing : standing.openedBy(token(pkcs11));
    }

    Path data() {
        return places.data();
    }

    KeystoreView view() {
        return KeystoreView.of(settings(), CLOCK).orElseThrow(this::missing);
    }

    EpochKeystore open() {
        view(); // these commands never make a keystore
        return EpochKeystore.open(settings(), CLOCK);
    }

    private KeySettings standing() {
        Path file = ShieldSettings.fileOf(places.data());
        if (!Files.exists(file)) {
            return KeySettings.in(places.data(), Optional.empty());
        }
        try {
            return ShieldSettings.read(file).keys(places.data());
        } catch (ShieldUnusable unusable) {
            throw new Complaint(String.valueOf(unusable.getMessage()));
        }
    }

    private Complaint missing() {
        return new Complaint(
                "There is no keystore in "
                        + places.data().resolve("shield")
                        + " yet; './earshot setup' makes one, or give --data.");
    }

    static Unsealing token(String uri) {
        try {
            return new Unsealing.Token(Pkcs11Uri.parse(uri));
        } catch (IllegalArgumentException broken) {
            throw new Complaint(broken.getMessage() + ".");
        }
    }

    /// @param option for the complaint
    static Unsealing passphrase(Path file, String option) {
        try {
            String text = Files.readString(file).lines().findFirst().orElse("").strip();
            if (text.isEmpty()) {
                throw new Complaint(
                        "The passphrase file " + file + " is empty; write one line into it.");
            }
            return new Unsealing.Passphrase(text);
        } catch (IOException failure) {
            throw new Complaint(
                    "The passphrase file " + file + " cannot be read; check " + option + ".");
        }
    }
}
