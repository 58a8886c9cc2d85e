package org.earshot.app;

import java.util.Optional;
import org.earshot.house.FlowShelf;
import org.earshot.ivr.IvrRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `earshot flow rollback`
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description =
                "Puts in force again what was in force before the last release. The next caller hears it; calls that are up go on as they began.",
        footer = {"", "Examples:", "  ./earshot flow rollback", "  ./earshot flow rollback --to 3"})
final class FlowRollbackCommand extends FlowTask {

    @Option(
            names = "--to",
            paramLabel = "RELEASE",
            description = "The release to go back to (default: the one before).")
    private @Nullable Integer to;

    @Override
    void run(FlowShelf shelf) throws IvrRefused, InterruptedException {
        Optional<Integer> release = shelf.rollback(Optional.ofNullable(to));
        Output.text(
                release.map(number -> "Release %d is in force.".formatted(number))
                        .orElse("What was in force then is in force now; nothing changed."));
    }
}
