package org.earshot.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `earshot`: one jar, several commands.
@Command(
        name = "earshot",
        mixinStandardHelpOptions = true,
        description = "The telephony back end of a public reporting hotline.")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
