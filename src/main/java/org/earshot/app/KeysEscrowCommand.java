package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.earshot.crypto.EscrowKey;
import org.earshot.crypto.EscrowRecovery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot keys escrow`
@Command(
        name = "escrow",
        mixinStandardHelpOptions = true,
        description = {
            "A way back to the keys after both directories are lost, in the hands of somebody outside.",
            "That person keeps the escrow key, moves it on now and then so that it forgets past days, and never gives it to this machine before it is needed."
        },
        footer = {"", "Example:", "  ./earshot keys escrow new holder.key escrow.pub"},
        subcommands = {
            KeysEscrowCommand.New.class,
            KeysEscrowCommand.Advance.class,
            KeysEscrowCommand.Recover.class
        })
final class KeysEscrowCommand {

    private static final int TWELVE_YEARS = 12 * 366;

    /// `earshot keys escrow new`
    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = "Makes an escrow key and its public keys; on the holder's machine.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:made", "1:not made"},
            footer = {"", "Example:", "  ./earshot keys escrow new holder.key escrow.pub"})
    static final class New implements Callable<Integer> {

        @Mixin private JsonOption json = new JsonOption();

        @Parameters(index = "0", paramLabel = "KEY", description = "New file for the holder.")
        private Path key = Path.of("");

        @Parameters(
                index = "1",
                paramLabel = "PUBLIC",
                description = "New file for keys.escrow-public-keys.")
        private Path published = Path.of("");

        @Option(
                names = "--days",
                defaultValue = "" + TWELVE_YEARS,
                description = "For how many days from today (default: ${DEFAULT-VALUE}).")
        private int days = TWELVE_YEARS;

        @Override
        public Integer call() {
            if (days < 1) {
                throw new Complaint("--days must be at least 1, got " + days + ".");
            }
            var made = EscrowKey.create(LocalDate.now(Clock.systemUTC()));
            create(key, made.write());
            create(published, made.publicKeys(days));
            json.print(
                    Map.of("from", made.day().toString(), "days", days),
                    "Keep "
                            + key
                            + " away from the hotline; give "
                            + published
                            + " to it (keys.escrow-public-keys).");
            return 0;
        }
    }

    /// `earshot keys escrow advance`
    @Command(
            name = "advance",
            mixinStandardHelpOptions = true,
            description =
                    "Lets an escrow key forget the days before today: their shares open never again.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:done", "1:not done; the key is as it was"},
            footer = {"", "Example:", "  ./earshot keys escrow advance holder.key"})
    static final class Advance implements Callable<Integer> {

        @Mixin private JsonOption json = new JsonOption();

        @Parameters(index = "0", paramLabel = "KEY", description = "The holder's file.")
        private Path key = Path.of("");

        @Override
        public Integer call() {
            EscrowKey before = read(key);
            EscrowKey after = advanced(before);
            replace(key, after.write());
            json.print(
                    Map.of("from", after.day().toString()),
                    "It opens what dies on " + after.day() + " or later.");
            return 0;
        }

        private static EscrowKey advanced(EscrowKey before) {
            try {
                return before.advancedTo(LocalDate.now(Clock.systemUTC()));
            } catch (IllegalArgumentException tooEarly) {
                throw new Complaint(tooEarly.getMessage() + ".");
            }
        }
    }

    /// `earshot keys escrow recover`
    @Command(
            name = "recover",
            mixinStandardHelpOptions = true,
            description = "Makes the key directory anew out of the shares.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:done", "1:not done: there are keys, or no share opens"},
            footer = {"", "Example:", "  ./earshot keys escrow recover --key holder.key"})
    static final class Recover implements Callable<Integer> {

        @Mixin private KeysOptions options = new KeysOptions();

        @Option(
                names = "--key",
                required = true,
                paramLabel = "KEY",
                description = "The holder's file.")
        private Path key = Path.of("");

        @Option(
                names = "--shares",
                paramLabel = "DIR",
                description = "The shares (default: the setting keys.escrow-directory).")
        private Path shares = Path.of("");

        @Override
        public Integer call() {
            var places = options.keys();
            Path from =
                    shares.toString().isEmpty()
                            ? places.escrow()
                                    .orElseThrow(() -> new Complaint("Name the --shares."))
                                    .shares()
                            : shares;
            List<String> names = EscrowRecovery.into(places, from, read(key));
            options.json()
                    .print(
                            Map.of("recovered", names),
                            names.size() + " keys are back; run 'earshot keys check'.");
            return 0;
        }
    }

    private static EscrowKey read(Path file) {
        try {
            return EscrowKey.read(Files.readString(file));
        } catch (IOException | IllegalArgumentException unusable) {
            throw new Complaint(file + " cannot be used: " + unusable.getMessage() + ".");
        }
    }

    private static void create(Path file, String text) {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new Complaint(file + " cannot be made: " + failure + "; name a new file.");
        }
    }

    /// Whole or not at all; what it held is overwritten as far as the disk allows.
    private static void replace(Path file, String text) {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try {
            Files.deleteIfExists(draft);
            create(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new Complaint(file + " cannot be replaced: " + failure + ".");
        }
    }
}
