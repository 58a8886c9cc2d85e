package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot bench shield`: the number shield beside Kamailio doing the same job, one core each, and
/// a relay that only passes datagrams on.
@Command(
        name = "shield",
        mixinStandardHelpOptions = true,
        description = {
            "The number shield beside Kamailio doing the same job.",
            "Needs two processors, and quiet: what else runs is measured with it."
        },
        footer = {"", "Example:", "  ./earshot bench shield --quick"})
final class BenchShieldCommand implements Callable<Integer> {

    private static final List<Integer> RATES = List.of(500, 2000, 4000);
    private static final int HELD = 10_000;
    private static final String SMALL = ", 64 MiB heap";

    @Mixin private Places places = new Places();

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often each is measured, by turns (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--quick", description = "One round, short steps: about two minutes.")
    private boolean quick;

    @Option(
            names = "--part",
            split = ",",
            description = "Only these: ${COMPLETION-CANDIDATES} (default: all).")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    /// What can be measured by itself.
    enum Part {
        COLD,
        STEADY,
        CLEAN,
        HELD
    }

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(
            names = "--instead",
            paramLabel = "COMMAND",
            hidden = true,
            description = "A command that starts what is measured in the shield's place.")
    private @Nullable String instead;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            throw new Complaint("The benchmark needs two processors, one for each side.");
        }
        double busy = ProcessCost.busyShare(Duration.ofSeconds(1));
        if (busy > 0.05) {
            Output.aside(
                    "Other programs use %.0f %% of this machine: the figures will not be worth much."
                            .formatted(busy * 100));
        }
        Path folder = Files.createTempDirectory("earshot-bench");
        Kamailio kamailio = Kamailio.fetch(places.cache().resolve("software"));
        var peer = new Contestant(ShieldTable.KAMAILIO, kamailio.command(folder));
        var figures = new ShieldFigures();
        try (var generator = LoadGenerator.start(places.cache())) {
            Output.aside("warming up the generator ...");
            generator.warmUp();
            var bench =
                    new ShieldBench(
                            generator,
                            folder,
                            Duration.ofMillis(quick ? 1500 : 3000),
                            Output::aside);
            figures = bench.figures();
            runs(bench, peer, folder);
        } finally {
            Scrap.delete(folder);
        }
        var table = ShieldTable.of(BenchTable.Machine.here("-"), kamailio.version(), figures);
        if (json) {
            Output.json(table);
        } else {
            Output.text(table.onTerminal());
        }
        return 0;
    }

    private void runs(ShieldBench bench, Contestant peer, Path folder)
            throws IOException, InterruptedException {
        Contestant shield = shield(folder, "256m");
        int times = quick ? 1 : rounds;
        for (int round = 0; round < times && parts.contains(Part.COLD); round++) {
            bench.firstCalls(peer);
            bench.firstCalls(shield);
        }
        if (parts.contains(Part.STEADY)) {
            for (int round = 0; round < times; round++) {
                bench.steady(peer, RATES, "");
                bench.steady(shield, RATES, "");
            }
            bench.steady(Contestant.relay(places), RATES, "");
            bench.steady(shield(folder, "64m"), List.of(2000), SMALL);
        }
        for (int round = 0; round < times && parts.contains(Part.CLEAN); round++) {
            bench.cleanRate(peer, quick);
            double clean = bench.cleanRate(shield, quick);
            double capacity = Math.max(clean / 2, 1000);
            bench.overload(shield(folder, "256m", (int) capacity), capacity);
            if (round == 0) {
                bench.flood(shield, Math.max(clean, 1000));
            }
        }
        if (parts.contains(Part.HELD)) {
            bench.held(peer, quick ? HELD / 5 : HELD, false);
            bench.held(shield(folder, "64m"), quick ? HELD / 5 : HELD, true);
        }
    }

    private Contestant shield(Path folder, String heap) throws IOException {
        return shield(folder, heap, Contestant.NO_LIMIT);
    }

    private Contestant shield(Path folder, String heap, int callsPerSecond) throws IOException {
        String command = instead;
        return command == null
                ? Contestant.shield(places, folder, heap, callsPerSecond)
                : new Contestant(ShieldTable.SHIELD, List.of("bash", "-c", "exec " + command));
    }
}
