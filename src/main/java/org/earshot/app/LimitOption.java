package org.earshot.app;

import picocli.CommandLine.Option;

/// How long a list may be.
final class LimitOption {

    @Option(names = "--limit", defaultValue = "50", description = "How many.")
    private int limit = 50;

    int value() {
        return limit;
    }
}
