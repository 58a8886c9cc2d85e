package org.earshot.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.earshot.crypto.Bucket;
import org.earshot.crypto.KeyHealth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `earshot keys`
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = {
            "Looks after the keys of recordings, cases and codes: one for each kind and day of destruction.",
            "Those of the number shield are under 'shield-keys'."
        },
        footer = {"", "Example:", "  ./earshot keys check"},
        subcommands = {
            KeysCommand.ListKeys.class,
            KeysCommand.Check.class,
            KeysCommand.Rotate.class,
            KeysDestroyCommand.class,
            KeysResealCommand.class,
            KeysEscrowCommand.class
        })
final class KeysCommand {

    private static final int NOT_IN_ORDER = 1;

    /// `earshot keys list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "The kinds and days that have a key. What has none cannot be read.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:listed", "1:the keys do not open"},
            footer = {"", "Example:", "  ./earshot keys list --json"})
    static final class ListKeys implements Callable<Integer> {

        @Mixin private KeysOptions options = new KeysOptions();

        @Override
        public Integer call() {
            List<String> names = options.open().buckets().stream().map(Bucket::toString).toList();
            options.json()
                    .print(
                            Map.of("buckets", names),
                            names.isEmpty() ? "No key yet." : String.join("\n", names));
            return 0;
        }
    }

    /// `earshot keys check`
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Opens every key, compares the two directories, and copies what one of them lacks.",
                "A share that the escrow lacks is made."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:in order, or put in order",
                "1:a key opens in neither directory, one directory is away, or the root key is missing"
            },
            footer = {"", "Example:", "  ./earshot keys check --json"})
    static final class Check implements Callable<Integer> {

        @Mixin private KeysOptions options = new KeysOptions();

        @Override
        public Integer call() {
            KeyHealth health = options.open().check();
            options.json().print(document(health), text(health));
            return health.isGood() ? 0 : NOT_IN_ORDER;
        }

        private static Map<String, Object> document(KeyHealth health) {
            return Map.of(
                    "good",
                    health.isGood(),
                    "keys",
                    health.buckets().size(),
                    "healed",
                    health.healed(),
                    "broken",
                    health.broken(),
                    "trouble",
                    health.trouble());
        }

        private static String text(KeyHealth health) {
            var lines = new java.util.ArrayList<String>();
            health.healed().forEach(name -> lines.add(name + ": copied to where it was missing"));
            health.broken()
                    .forEach(name ->
                            lines.add(name + ": opens in no directory; put back a copy of it"));
            if (!health.trouble().isEmpty()) {
                lines.add(health.trouble());
            }
            lines.add(
                    health.buckets().size()
                            + (health.isGood() ? " keys, all open." : " keys; see above."));
            return String.join("\n", lines);
        }
    }

    /// `earshot keys rotate`
    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a new root key and wraps every key under it. What is sealed stays as it is.",
                "May be done while the hotline runs; killed in between, the next start goes on."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:done", "1:not done, or only in part: everything still opens"},
            footer = {"", "Example:", "  ./earshot keys rotate"})
    static final class Rotate implements Callable<Integer> {

        @Mixin private KeysOptions options = new KeysOptions();

        @Override
        public Integer call() {
            var keys = options.open();
            keys.rotate();
            int wrapped = keys.buckets().size();
            options.json()
                    .print(
                            Map.of("rotated", true, "keys", wrapped),
                            "There is a new root key, and " + wrapped + " keys are under it.");
            return 0;
        }
    }
}
