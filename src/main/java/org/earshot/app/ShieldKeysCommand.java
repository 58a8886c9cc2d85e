package org.earshot.app;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.earshot.shield.EpochKeystore;
import org.earshot.shield.KeyReport;
import org.earshot.shield.KeystoreView;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `earshot shield-keys`
@Command(
        name = "shield-keys",
        mixinStandardHelpOptions = true,
        description = "Looks after the keys of the number shield: one for each day (UTC).",
        footer = {"", "Example:", "  ./earshot shield-keys list"},
        subcommands = {
            ShieldKeysCommand.ListKeys.class,
            ShieldKeysCommand.Rotate.class,
            ShieldKeysCommand.Destroy.class,
            ShieldKeysCommand.Certificates.class,
            ShieldKeysResealCommand.class
        })
final class ShieldKeysCommand {

    private static final int NOT_IN_ORDER = 1;

    /// `earshot shield-keys list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "The days whose tokens can be opened, and those destroyed.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:in order",
                "1:a key is overdue, the clock is held, or the keystore does not open"
            },
            footer = {"", "Example:", "  ./earshot shield-keys list --json"})
    static final class ListKeys implements Callable<Integer> {

        @Mixin private KeystoreOptions keystore = new KeystoreOptions();

        @Override
        public Integer call() {
            return show(keystore.view().report(), keystore.json());
        }
    }

    /// `earshot shield-keys rotate`
    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Makes the keys of the coming days and destroys those whose day has come.",
                "A running shield does so by itself; this is for when none runs."
            },
            footer = {"", "Example:", "  ./earshot shield-keys rotate"})
    static final class Rotate implements Callable<Integer> {

        @Mixin private KeystoreOptions keystore = new KeystoreOptions();

        @Option(
                names = "--confirm-clock",
                description =
                        "The system clock jumped, and is right now: destroy what is due by it.")
        private boolean confirmClock;

        @Option(
                names = "--dialog-key",
                description =
                        "Also a new key for calls: those in progress are cut off; restart the"
                                + " shields afterwards.")
        private boolean dialogKey;

        @Override
        public Integer call() {
            EpochKeystore open = keystore.open();
            if (confirmClock) {
                open.confirmClock();
            }
            if (dialogKey) {
                open.renewDialogKey();
            }
            return show(open.report(), keystore.json());
        }
    }

    /// `earshot shield-keys destroy`
    @Command(
            name = "destroy",
            mixinStandardHelpOptions = true,
            description = {
                "Destroys the key of a day at once: no token of it can be opened again, in no copy.",
                "Enrolled callers are not affected. Running shields follow within a second."
            },
            footer = {"", "Example:", "  ./earshot shield-keys destroy 2026-11-20 --yes"})
    static final class Destroy implements Callable<Integer> {

        @Mixin private KeystoreOptions keystore = new KeystoreOptions();

        @Parameters(
                paramLabel = "DAY",
                arity = "0..1",
                description = "A day, such as 2026-11-20 (UTC).")
        private @Nullable String day;

        @Option(names = "--all", description = "Every day; calls go on under new keys.")
        private boolean all;

        @Option(names = "--yes", description = "It cannot be undone; say that you mean it.")
        private boolean yes;

        @Override
        public Integer call() {
            Optional<LocalDate> which = which();
            if (!yes) {
                throw new Complaint(
                        "Destroying "
                                + which.map(LocalDate::toString).orElse("every key")
                                + " cannot be undone; add --yes if you mean it.");
            }
            EpochKeystore open = keystore.open();
            if (which.isPresent() && !lives(open.report(), which.get())) {
                throw new Complaint(
                        "There is no key of "
                                + which.get()
                                + "; './earshot shield-keys list' shows those there are.");
            }
            List<String> files = open.destroy(which);
            if (keystore.json()) {
                Output.json(Map.of("destroyed", files));
            } else {
                files.forEach(file -> Output.text("destroyed; certificate " + file));
            }
            return 0;
        }

        private Optional<LocalDate> which() {
            if (all == (day != null)) {
                throw new Complaint("Name one day, such as 2026-11-20, or give --all.");
            }
            try {
                return Optional.ofNullable(day).map(LocalDate::parse);
            } catch (DateTimeParseException _) {
                throw new Complaint("'" + day + "' is no day; write it as 2026-11-20.");
            }
        }

        private static boolean lives(KeyReport report, LocalDate day) {
            return report.living().stream().anyMatch(key -> key.day().equals(day.toString()));
        }
    }

    /// `earshot shield-keys certificate`
    @Command(
            name = "certificate",
            mixinStandardHelpOptions = true,
            description = "Checks and prints the certificates of destruction.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:all hold", "1:one is missing, altered, or its key still opens"},
            footer = {"", "Example:", "  ./earshot shield-keys certificate 2026-11-20"})
    static final class Certificates implements Callable<Integer> {

        @Mixin private KeystoreOptions keystore = new KeystoreOptions();

        @Parameters(
                paramLabel = "DAY",
                arity = "0..1",
                defaultValue = "",
                description = "One day only (default: all).")
        private String day = "";

        @Override
        public Integer call() {
            var checks =
                    keystore.view().checks().stream()
                            .filter(check -> day.isEmpty() || check.day().equals(day))
                            .toList();
            if (checks.isEmpty() && !day.isEmpty()) {
                throw new Complaint("No key of '" + day + "' was destroyed here.");
            }
            if (keystore.json()) {
                Output.json(checks);
            } else if (checks.isEmpty()) {
                Output.text("No key was destroyed yet.");
            } else {
                checks.forEach(Certificates::print);
            }
            return checks.stream().allMatch(KeystoreView.Check::holds) ? 0 : NOT_IN_ORDER;
        }

        private static void print(KeystoreView.Check check) {
            Output.text(check.text().strip());
            Output.text(
                    check.holds()
                            ? "-> " + check.file() + " holds: signed here, and its probe is refused"
                            : "-> "
                                    + check.file()
                                    + (check.refused()
                                            ? " is missing or altered; the key itself is gone"
                                            : " is wrong: the key still opens tokens"));
        }
    }

    private static int show(KeyReport report, boolean json) {
        if (json) {
            Output.json(report);
        } else {
            Output.text("today is " + report.today() + " (UTC)");
            report.living()
                    .forEach(key ->
                            Output.text(
                                    "%s  key %-4d opens until %s  %s"
                                            .formatted(
                                                    key.day(),
                                                    key.serial(),
                                                    key.destroyOn(),
                                                    key.commitmentSha256().substring(0, 16))));
            report.destroyed()
                    .forEach(key ->
                            Output.text(
                                    "%s  key %-4d destroyed %s  %s"
                                            .formatted(
                                                    key.day(),
                                                    key.serial(),
                                                    key.at(),
                                                    key.certificate())));
        }
        return complain(report);
    }

    private static int complain(KeyReport report) {
        if (report.clockHeld()) {
            Output.aside(
                    "the system clock jumped by more than an hour, so no key is destroyed for a day;"
                            + " put it right, or run './earshot shield-keys rotate --confirm-clock'.");
        }
        report.overdue()
                .forEach(day -> Output.aside("the key of " + day + " should be destroyed by now."));
        return report.clockHeld() || !report.overdue().isEmpty() ? NOT_IN_ORDER : 0;
    }
}
