package org.earshot.app;

import org.earshot.audit.Actor;
import picocli.CommandLine.Option;

/// Why somebody looks at a case from the console. The look is an act in the log; the console does
/// not know who sits there, the log says `system:console`.
final class Purpose {

    static final Actor CONSOLE = new Actor.Component("console");

    @Option(
            names = "--purpose",
            paramLabel = "WORDS",
            defaultValue = "",
            description = "Why; kept sealed with the act in the log.")
    private String words = "";

    String inWords() {
        return words;
    }
}
