package org.earshot.app;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.earshot.db.Database;
import org.earshot.db.DatabaseUnavailable;
import org.earshot.shield.UnmaskEntry;
import org.earshot.shield.UnmaskLog;
import org.earshot.shield.Unmasking;
import org.earshot.site.DataDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot vault log`
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = "Who may unmask and who did. Works on the shield's own machine only.",
        subcommands = {VaultLogCommand.Show.class, VaultLogCommand.Verify.class})
final class VaultLogCommand {

    /// `earshot vault log show`
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "All entries, the oldest first. None holds a number.",
            footer = {"", "Example:", "  ./earshot vault log show --json"})
    static final class Show implements Callable<Integer> {

        @Mixin private Places places = new Places();

        @Option(names = "--json", description = "Print JSON, an entry a line.")
        private boolean json;

        @Override
        public Integer call() {
            var entries = VaultPersonCommand.trusted(() -> log(places).entries());
            entries.forEach(entry -> {
                if (json) {
                    Output.json(entry);
                } else {
                    Output.text(onTerminal(entry));
                }
            });
            return 0;
        }

        private static String onTerminal(UnmaskEntry entry) {
            return "%4d %s %-14s %s"
                    .formatted(entry.number(), entry.at(), entry.act(), entry.details());
        }
    }

    /// `earshot vault log verify`
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Checks that no entry was changed, and that every number given out is in it.",
                "Note down the head it prints: with --head, a later check also finds a log that was written anew."
            },
            footer = {
                "",
                "Example:",
                "  ./earshot vault log verify",
                "  ./earshot vault log verify --head HASH"
            })
    static final class Verify implements Callable<Integer> {

        @Mixin private Places places = new Places();

        @Mixin private JsonOption json = new JsonOption();

        @Option(
                names = "--head",
                paramLabel = "HASH",
                defaultValue = "",
                description = "A head noted down earlier; must still be among the entries.")
        private String noted = "";

        @Override
        public Integer call() {
            UnmaskLog log = log(places);
            int entries = VaultPersonCommand.trusted(() -> log.entries().size());
            if (!noted.isEmpty() && !log.contains(noted)) {
                throw new Complaint(
                        "The log holds no entry with this head: it was cut off or written anew since that was noted down.");
            }
            Optional<Integer> missing = missing(log);
            if (missing.orElse(0) > 0) {
                throw new Complaint(
                        "%d numbers were given out that the log does not tell of: it was cut off or written anew."
                                .formatted(missing.get()));
            }
            String head = HexFormat.of().formatHex(log.head());
            if (json.wanted()) {
                Output.json(
                        Map.of(
                                "entries", entries,
                                "head", head,
                                "comparedWithDatabase", missing.isPresent()));
            } else {
                Output.text("%d entries, none changed. Head: %s".formatted(entries, head));
            }
            if (missing.isEmpty()) {
                Output.aside("The vault's database is away, so the log was not compared with it.");
            }
            return 0;
        }

        /// Empty when the database cannot be asked.
        private Optional<Integer> missing(UnmaskLog log) {
            try (var database = Database.connect(directory(places).vaultDatabase())) {
                var unmasking =
                        new Unmasking(database, log, _ -> Optional.empty(), InstantSource.system());
                return Optional.of(unmasking.missingInLog());
            } catch (DatabaseUnavailable | Complaint away) {
                return Optional.empty();
            }
        }
    }

    static UnmaskLog log(Places places) {
        return UnmaskLog.in(
                directory(places).prepare(InstantSource.system()).root(), InstantSource.system());
    }

    private static ShieldDirectory directory(Places places) {
        return ShieldDirectory.of(DataDirectory.existing(places.data()));
    }
}
