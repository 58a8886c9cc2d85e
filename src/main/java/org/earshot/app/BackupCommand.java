package org.earshot.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.earshot.backup.Backup;
import org.earshot.backup.Drill;
import org.earshot.backup.SecondCopy;
import org.earshot.backup.WalStream;
import org.earshot.site.DataDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot backup`
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Backups of the PostgreSQL that comes with Earshot, sealed. A running core makes one every hour and tries one every day.",
            "The keys are not in them: without a copy of DATA/keys (or the escrow) no backup opens."
        },
        footer = {"", "Example:", "  ./earshot backup list"},
        subcommands = {
            BackupCommand.Run.class,
            BackupCommand.ListBackups.class,
            BackupCommand.Restore.class,
            BackupCommand.RunDrill.class,
            BackupCommand.Copy.class
        })
final class BackupCommand {

    /// What each of them needs.
    static final class Options {

        @Mixin private Places places = new Places();

        @Mixin private JsonOption json = new JsonOption();

        BackupPlace place() {
            var data = DataDirectory.existing(places.data());
            Settings settings = Settings.read(data.root());
            if (!settings.database().url().isEmpty()) {
                throw new Complaint(
                        "The PostgreSQL of database.url is yours to back up; 'earshot backup' is for"
                                + " the one that comes with Earshot.");
            }
            return BackupPlace.of(places, data, settings);
        }
    }

    /// `earshot backup run`
    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Makes a backup now, whether the hotline runs or not.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:made", "1:not made; the earlier ones are as they were"},
            footer = {"", "Example:", "  ./earshot backup run"})
    static final class Run implements Callable<Integer> {

        @Mixin private Options options = new Options();

        @Override
        public Integer call() {
            BackupPlace place = options.place();
            try (var archive = Archive.open(options.places)) {
                var keys = archive.keys();
                // While a core follows the log already, this one waits its turn and the core's is
                // good.
                try (var _ =
                        WalStream.start(
                                place.cluster(),
                                place.settings(),
                                keys,
                                InstantSource.system(),
                                _ -> {})) {
                    Backup made = place.backups(keys).run(place.cluster(), archive.database());
                    new LeafRepository(archive.database(), keys, InstantSource.system())
                            .leave("backup.run", "backup", made.id());
                    options.json.print(made, line(made));
                }
            }
            return 0;
        }
    }

    /// `earshot backup list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "The backups there are, the newest first.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:the newest is good", "1:there is none, or the newest is not good"},
            footer = {"", "Example:", "  ./earshot backup list --json"})
    static final class ListBackups implements Callable<Integer> {

        @Mixin private Options options = new Options();

        @Override
        public Integer call() {
            BackupPlace place = options.place();
            List<Backup> backups = place.backups(new KeysOptions(options.places).open()).list();
            options.json.print(
                    backups,
                    backups.isEmpty()
                            ? "No backup yet; './earshot backup run' makes one."
                            : String.join(
                                    "\n", backups.stream().map(BackupCommand::line).toList()));
            return !backups.isEmpty() && backups.getFirst().isGood() ? 0 : 1;
        }
    }

    /// `earshot backup restore`
    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = {
                "Puts the PostgreSQL of a backup, with all that was written since, into an empty directory.",
                "Stop the hotline, move DATA/postgres away, restore to DATA/postgres, and start it again."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:restored",
                "1:not restored: altered, cut off, or its key was destroyed"
            },
            footer = {
                "",
                "Example:",
                "  ./earshot backup restore 2026-11-22T21-00-00Z --to ~/.local/share/earshot/postgres"
            })
    static final class Restore implements Callable<Integer> {

        @Mixin private Options options = new Options();

        @Parameters(paramLabel = "BACKUP", description = "Its name, as list shows it.")
        private String id = "";

        @Option(
                names = "--to",
                required = true,
                paramLabel = "DIR",
                description = "An empty directory, or one to be made.")
        private Path to = Path.of("");

        @Override
        public Integer call() {
            BackupPlace place = options.place();
            var keys = new KeysOptions(options.places).open();
            place.backups(keys).restore(id, to.toAbsolutePath().normalize());
            options.json.print(
                    Map.of("restored", id, "to", to.toString()),
                    "Restored; PostgreSQL brings it up to date when it starts there.");
            return 0;
        }
    }

    /// `earshot backup drill`
    @Command(
            name = "drill",
            mixinStandardHelpOptions = true,
            description =
                    "Restores the newest backup into a server of its own and compares rows, the log's root and a hundred keys.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:good", "1:not good, or there is no backup"},
            footer = {"", "Example:", "  ./earshot backup drill --json"})
    static final class RunDrill implements Callable<Integer> {

        @Mixin private Options options = new Options();

        @Override
        public Integer call() {
            BackupPlace place = options.place();
            try (var archive = Archive.open(options.places)) {
                var keys = archive.keys();
                Drill.Result result = place.drill(place.backups(keys), keys).newest();
                new LeafRepository(archive.database(), keys, InstantSource.system())
                        .drilled(result);
                options.json.print(document(result), text(result));
                return result.isGood() ? 0 : 1;
            }
        }

        private static Map<String, Object> document(Drill.Result result) {
            return Map.of(
                    "good",
                    result.isGood(),
                    "backup",
                    result.backup(),
                    "rows",
                    result.rows(),
                    "keysOpened",
                    result.opened(),
                    "seconds",
                    result.took().toMillis() / 1000.0,
                    "problems",
                    result.problems());
        }

        private static String text(Drill.Result result) {
            return result.isGood()
                    ? "%s is good: %d rows, %d of its keys open, in %.1f s."
                            .formatted(
                                    result.backup(),
                                    result.rows(),
                                    result.opened(),
                                    result.took().toMillis() / 1000.0)
                    : String.join("\n", result.problems());
        }
    }

    /// `earshot backup copy`
    @Command(
            name = "copy",
            mixinStandardHelpOptions = true,
            description = {
                "Adds what is new to another directory, deleting and overwriting nothing there.",
                "Run it by another user, who may read the first and whom the hotline cannot act as."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:complete", "1:not complete"},
            footer = {"", "Example:", "  ./earshot backup copy --to /mnt/second/earshot"})
    static final class Copy implements Callable<Integer> {

        @Mixin private Options options = new Options();

        @Option(names = "--to", required = true, paramLabel = "DIR", description = "Where to.")
        private Path to = Path.of("");

        @Override
        public Integer call() {
            BackupPlace place = options.place();
            int added =
                    new SecondCopy(
                                    place.settings().directory(),
                                    to.toAbsolutePath().normalize(),
                                    place.settings().files())
                            .run();
            options.json.print(Map.of("added", added), added + " files were new.");
            return 0;
        }
    }

    private static String line(Backup backup) {
        return "%s  %8.1f MB  %s".formatted(backup.id(), backup.bytes() / 1e6, backup.state());
    }
}
