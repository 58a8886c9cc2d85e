package org.earshot.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.earshot.crypto.Unsealing;
import org.earshot.shield.EpochKeystore;
import org.earshot.shield.KeySettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot shield-keys reseal`
@Command(
        name = "reseal",
        mixinStandardHelpOptions = true,
        description = {
            "Changes what opens the keystore: a passphrase, a key in a hardware module, or a key file.",
            "The keys in it stay. It is replaced as a whole, so that a kill at any moment leaves the old or the new.",
            "Running shields go on with the keys they hold: give them the new setting and restart them."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:not done; the keystore is as it was"},
        footer = {
            "",
            "The PIN is the first line of the file that pin-source names, or EARSHOT_PKCS11_PIN.",
            "Copies of the keystore made before are opened by what opened it then.",
            "",
            "Example:",
            "  ./earshot shield-keys reseal --make-key --to-pkcs11 \\",
            "    'pkcs11:token=earshot;object=shield?module-path=/usr/lib/hsm.so'"
        })
final class ShieldKeysResealCommand implements Callable<Integer> {

    @Mixin private KeystoreOptions keystore = new KeystoreOptions();

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

        @Option(names = "--to-key-file", description = "The key file beside the keystore.")
        private boolean keyFile;

        Unsealing unsealing(Path data) {
            if (keyFile) {
                return KeySettings.keyFile(data);
            }
            return pkcs11 == null
                    ? KeystoreOptions.passphrase(
                            Objects.requireNonNull(passphraseFile), "--to-passphrase-file")
                    : KeystoreOptions.token(pkcs11);
        }
    }

    @Override
    public Integer call() {
        Unsealing next = target.unsealing(keystore.data());
        keystore.view(); // before anything is made
        boolean made = makeKey && make(next);
        EpochKeystore.reseal(keystore.settings(), next);
        if (keystore.json()) {
            Output.json(Map.of("resealed", true, "madeKey", made));
        } else {
            Output.text("The keystore is opened by " + named(next) + " from now on.");
            Output.text("Say so in the shield's settings (" + setting(next) + ") and restart it.");
        }
        return 0;
    }

    private static boolean make(Unsealing next) {
        return switch (next) {
            case Unsealing.Token(var key) -> key.makeKey();
            case Unsealing.Passphrase _, Unsealing.KeyFile _ ->
                    throw new Complaint("--make-key goes with --to-pkcs11 only.");
        };
    }

    private static String named(Unsealing next) {
        return switch (next) {
            case Unsealing.Token(var key) -> "the key " + key;
            case Unsealing.Passphrase _ -> "the passphrase";
            case Unsealing.KeyFile(var file) -> "the key file " + file;
        };
    }

    private static String setting(Unsealing next) {
        return switch (next) {
            case Unsealing.Token _ -> "pkcs11";
            case Unsealing.Passphrase _ -> "passphrase-file";
            case Unsealing.KeyFile _ -> "neither passphrase-file nor pkcs11";
        };
    }
}
