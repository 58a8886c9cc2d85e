package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.AsteriskSettings;
import org.earshot.site.AsteriskSoftware;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot bench ivr`: what a step of a call costs over our lines, beside a server that does
/// nothing else, against the same Asterisk.
@Command(
        name = "ivr",
        mixinStandardHelpOptions = true,
        description = {
            "A step over AGI and over ARI beside a bare server, with 1, 50 and 200 calls at once;",
            "calls a second on one processor; simulated calls a second."
        },
        footer = {"", "Example:", "  ./earshot bench ivr --json"})
final class BenchIvrCommand implements Callable<Integer> {

    private static final List<Integer> CALLS_AT_ONCE = List.of(1, 50, 200);
    private static final Duration FLOWS = Duration.ofSeconds(3);

    @Mixin private Places places = new Places();

    @Option(
            names = "--rounds",
            defaultValue = "2",
            description = "How often each is measured, by turns (default: ${DEFAULT-VALUE}).")
    private int rounds = 2;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        double busy = ProcessCost.busyShare(Duration.ofSeconds(1));
        if (busy > 0.05) {
            Output.aside(
                    "Other programs use %.0f %% of this machine: the figures will not be worth much."
                            .formatted(busy * 100));
        }
        Settings settings = Settings.read(places.data());
        Software software = Software.prepare(places, settings, Output::aside);
        AsteriskSoftware sipp =
                AsteriskSoftware.fetch(
                        places.software(), Output::aside, AsteriskSoftware.Extra.SIPP);
        Path folder = Files.createTempDirectory("earshot-bench");
        var figures = new IvrFigures();
        var asterisk = asterisk(folder, software);
        try {
            asterisk.start();
            var bench = new IvrBench(asterisk, sipp, folder, figures, Output::aside);
            bench.warmUp();
            for (int round = 0; round < rounds; round++) {
                for (int calls : CALLS_AT_ONCE) {
                    bench.steps(calls);
                }
            }
            bench.wholeCalls();
        } finally {
            asterisk.stop();
            Scrap.delete(asterisk.settings().awayDirectory());
            Scrap.delete(folder);
        }
        Output.aside("simulated calls ...");
        figures.flows(FlowSpeed.measure(FLOWS));
        var table =
                IvrTable.of(
                        BenchTable.Machine.here(software.asterisk().version()),
                        CALLS_AT_ONCE,
                        figures);
        if (json) {
            Output.json(table);
        } else {
            Output.text(table.onTerminal());
        }
        return 0;
    }

    private static AsteriskInstance asterisk(Path folder, Software software) {
        var settings =
                AsteriskSettings.local(
                                "benchivr", folder.resolve("pbx"), AsteriskSettings.Adapter.ARI)
                        .withPatienceSeconds(0);
        return new AsteriskInstance(software.asterisk(), settings);
    }
}
