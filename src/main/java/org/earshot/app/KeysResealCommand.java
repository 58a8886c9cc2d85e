package org.earshot.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.earshot.crypto.KeyPlaces;
import org.earshot.crypto.Unsealing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot keys reseal`
@Command(
        name = "reseal",
        mixinStandardHelpOptions = true,
        description = {
            "Changes what opens the root key: a passphrase, a key in a hardware module, or a key file.",
            "The keys stay. A kill at any moment leaves the old way or the new one.",
            "A running core goes on with what it holds; write the new way into DATA/earshot.yaml for its next start."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:not done; it opens as before"},
        footer = {
            "",
            "Example:",
            "  ./earshot keys reseal --to-passphrase-file /run/secrets/earshot"
        })
final class KeysResealCommand implements Callable<Integer> {

    @Mixin private KeysOptions options = new KeysOptions();

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    @Option(
            names = "--make-key",
            description = "With --to-pkcs11: make the key in the module if there is none so named.")
    private boolean makeKey;

    /// One of three.
    static final class Target {

        @Option(
                names = "--to-passphrase-file",
                paramLabel = "FILE",
                description = "File whose first line is the new passphrase.")
        private @Nullable Path passphraseFile;

        @Option(
                names = "--to-pkcs11",
                paramLabel = "URI",
                description = "Address of a key in a hardware module.")
        private @Nullable String pkcs11;

        @Option(names = "--to-key-file", description = "The file root.key beside it.")
        private boolean keyFile;

        Unsealing unsealing(KeyPlaces places) {
            if (keyFile) {
                return KeyPlaces.keyFile(places.first());
            }
            return pkcs11 == null
                    ? KeystoreOptions.passphrase(
                            Objects.requireNonNull(passphraseFile), "--to-passphrase-file")
                    : KeystoreOptions.token(pkcs11);
        }

        String setting() {
            if (keyFile) {
                return "neither keys.passphrase-file nor keys.pkcs11";
            }
            return pkcs11 == null
                    ? "keys.passphrase-file: " + passphraseFile
                    : "keys.pkcs11: " + pkcs11;
        }
    }

    @Override
    public Integer call() {
        var keys = options.open(); // before anything is made
        Unsealing next = target.unsealing(options.keys());
        boolean made = makeKey && make(next);
        keys.reseal(next);
        options.json()
                .print(
                        Map.of("resealed", true, "madeKey", made),
                        "Done. For the next start DATA/earshot.yaml must say "
                                + target.setting()
                                + ".");
        return 0;
    }

    private static boolean make(Unsealing next) {
        return switch (next) {
            case Unsealing.Token(var key) -> key.makeKey();
            case Unsealing.Passphrase _, Unsealing.KeyFile _ ->
                    throw new Complaint("--make-key goes with --to-pkcs11 only.");
        };
    }
}
