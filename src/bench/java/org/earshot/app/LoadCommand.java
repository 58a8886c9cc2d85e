package org.earshot.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `earshot bench sip-load`: the generator in a process of its own, on a core of its own. A step a
/// line in, a result a line out; so it stays warm between steps.
@Command(name = "sip-load", hidden = true, description = "The load generator of 'bench shield'.")
final class LoadCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (var load = new SipLoad()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Output.json(load.run(LoadPlan.parse(line)));
            }
        }
        return 0;
    }
}
