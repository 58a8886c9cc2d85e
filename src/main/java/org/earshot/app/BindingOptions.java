package org.earshot.app;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a binding is made with and can be changed to.
final class BindingOptions {

    @Option(names = "--b", description = "The other party.")
    @Nullable String b;

    @Option(names = "--group", split = ",", description = "AXG: its members.")
    @Nullable List<String> group;

    @Option(names = "--expires", paramLabel = "TIME", description = "As 2026-11-22T18:00:00Z.")
    @Nullable String expires;

    @Option(names = "--direction", description = "BOTH, A_TO_B or B_TO_A.")
    @Nullable String direction;

    @Option(names = "--max-duration", paramLabel = "SECONDS", description = "Of one call.")
    @Nullable Integer maxDuration;

    @Option(names = "--user-data", description = "Your reference, for instance a case.")
    @Nullable String userData;
}
