package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import org.earshot.shield.EpochKeystore;
import org.earshot.shield.KeySettings;
import org.earshot.shield.KeystoreView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which keystore, and what opens it.
final class KeystoreOptions {

    private static final InstantSource CLOCK = Clock.systemUTC();

    @Mixin private Places places = new Places();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File whose first line is the passphrase of the keystore.")
    private @Nullable Path passphraseFile;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    boolean json() {
        return json;
    }

    private KeySettings settings() {
        return KeySettings.in(
                places.data(), Optional.ofNullable(passphraseFile).map(KeystoreOptions::firstLine));
    }

    KeystoreView view() {
        return KeystoreView.of(settings(), CLOCK).orElseThrow(this::missing);
    }

    EpochKeystore open() {
        view(); // these commands never make a keystore
        return EpochKeystore.open(settings(), CLOCK);
    }

    private Complaint missing() {
        return new Complaint(
                "There is no keystore in "
                        + places.data().resolve("shield")
                        + " yet; './earshot setup' makes one, or give --data.");
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("").strip();
        } catch (IOException failure) {
            throw new Complaint(
                    "The passphrase file " + file + " cannot be read; check --passphrase-file.");
        }
    }
}
