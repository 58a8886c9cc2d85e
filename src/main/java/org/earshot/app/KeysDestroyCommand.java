package org.earshot.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.earshot.crypto.Bucket;
import org.earshot.crypto.Destruction;
import org.earshot.crypto.SteadyClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot keys destroy-due`
@Command(
        name = "destroy-due",
        mixinStandardHelpOptions = true,
        description = {
            "Destroys the keys whose day has come, in both directories and in the escrow, and goes on with what a crash left half done.",
            "A running core does so by itself every hour. The log of acts says it before and after.",
            "Nothing is destroyed while the clocks disagree or one has jumped."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing due is left", "1:something due still opens"},
        footer = {"", "Example:", "  ./earshot keys destroy-due --json"})
final class KeysDestroyCommand implements Callable<Integer> {

    @Mixin private KeysOptions options = new KeysOptions();

    @Option(
            names = "--confirm-clock",
            description = "The system clock jumped, and is right now: destroy what is due by it.")
    private boolean confirmClock;

    @Override
    public Integer call() {
        try (var archive = Archive.open(options.places())) {
            var destruction = of(archive);
            if (confirmClock) {
                destruction.confirmClock();
            }
            var outcome = destruction.run();
            options.json().print(document(outcome), text(outcome));
            return outcome.isGood() ? 0 : 1;
        }
    }

    private static Destruction of(Archive archive) {
        var clock = InstantSource.system();
        var leaves = new LeafRepository(archive.database(), archive.keys(), clock);
        return new Destruction(
                archive.keys(), leaves, SteadyClock.ofThisMachine(clock), leaves.databaseClock());
    }

    private static Map<String, Object> document(Destruction.Outcome outcome) {
        return Map.of(
                "destroyed",
                names(outcome.destroyed()),
                "overdue",
                names(outcome.overdue()),
                "trouble",
                outcome.trouble());
    }

    private static String text(Destruction.Outcome outcome) {
        var lines = new ArrayList<String>();
        names(outcome.destroyed()).forEach(name -> lines.add(name + ": destroyed"));
        names(outcome.overdue()).forEach(name -> lines.add(name + ": due, and still opens"));
        if (!outcome.trouble().isEmpty()) {
            lines.add("Not all was destroyed: " + outcome.trouble() + ".");
        }
        return lines.isEmpty() ? "Nothing is due." : String.join("\n", lines);
    }

    private static List<String> names(List<Bucket> buckets) {
        return buckets.stream().map(Bucket::toString).toList();
    }
}
