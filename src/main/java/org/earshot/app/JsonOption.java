package org.earshot.app;

import picocli.CommandLine.Option;

/// `--json`, for commands that otherwise print for people.
final class JsonOption {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    boolean wanted() {
        return json;
    }

    /// One of the two.
    void print(Object document, String text) {
        if (json) {
            Output.json(document);
        } else {
            Output.text(text);
        }
    }
}
