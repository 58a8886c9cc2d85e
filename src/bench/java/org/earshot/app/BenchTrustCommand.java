package org.earshot.app;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import org.earshot.crypto.SealMicro;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot bench trust`: what keys and the log of acts cost.
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description = "Sealing and opening a field of 320 bytes, beside SunJCE alone.",
        footer = {"", "Example:", "  ./earshot bench trust --json"})
final class BenchTrustCommand implements Callable<Integer> {

    private static final int WARM = 60;

    @Option(
            names = "--rounds",
            defaultValue = "100",
            description = "Rounds of 2,000 fields each (default: ${DEFAULT-VALUE}).")
    private int rounds = 100;

    @Mixin private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws GeneralSecurityException {
        var table = new BenchTable(BenchTable.Machine.here("-"), List.of(sealing()));
        json.print(table, table.onTerminal());
        return 0;
    }

    private BenchTable.Row sealing() throws GeneralSecurityException {
        var micro = new SealMicro();
        for (int i = 0; i < WARM; i++) {
            micro.round();
        }
        var ours = new Sample();
        var bare = new Sample();
        for (int i = 0; i < rounds; i++) {
            var round = micro.round();
            ours.add(round.ours() / 1e3);
            bare.add(round.bare() / 1e3);
        }
        return BenchTable.Row.of("seal and open 320 B (us)", ours, "bare SunJCE", bare);
    }
}
