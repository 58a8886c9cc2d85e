package org.earshot.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The generator's process, on the second core.
final class LoadGenerator implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    private LoadGenerator(Process process) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.US_ASCII);
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static LoadGenerator start(Path cache) throws IOException {
        List<String> command = new ArrayList<>(Subject.pinned(1));
        List<String> heap = List.of("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-Xmn600m");
        command.addAll(ChildCommand.of(heap, cache, "bench", "sip-load"));
        return new LoadGenerator(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /// Runs one step to its end.
    LoadResult run(LoadPlan plan) throws IOException {
        begin(plan);
        return result();
    }

    void begin(LoadPlan plan) throws IOException {
        in.write(plan.line() + "\n");
        in.flush();
    }

    LoadResult result() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new Complaint("The load generator of the benchmark has died.");
        }
        return JSON.readValue(line, LoadResult.class);
    }

    /// Calls itself until its own code is compiled.
    void warmUp() throws IOException {
        for (int perSecond : new int[] {500, 2000, 4000, 6000}) {
            run(new LoadPlan(perSecond, Duration.ofMillis(1500), Duration.ofMillis(200), true));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
