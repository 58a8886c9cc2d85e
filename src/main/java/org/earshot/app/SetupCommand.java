package org.earshot.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `earshot setup`
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description = "Fetches and makes everything that is needed to run, and starts nothing.",
        footer = {"", "Example:", "  ./earshot setup"})
final class SetupCommand implements Callable<Integer> {

    @Mixin private Places places = new Places();

    @Override
    public Integer call() {
        Software software = Software.prepare(places, Settings.read(places.data()), Output::aside);
        Output.text(
                "Ready: Asterisk %s, flow '%s', prompts in %d languages."
                        .formatted(
                                software.asterisk().version(),
                                software.flow().name(),
                                software.flow().languages().size()));
        return 0;
    }
}
