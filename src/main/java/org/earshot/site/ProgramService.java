package org.earshot.site;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A program of ours that says on its standard output when it is ready, such as the core.
public final class ProgramService implements Service {

    private final String name;
    private final ChildProcess.Spec spec;
    private final Predicate<String> isReady;
    private final Consumer<String> lines;
    private final Duration patience;
    private volatile @Nullable ChildProcess child;

    /// @param spec its `output` must be [ProcessBuilder.Redirect#PIPE]
    /// @param isReady recognises the line that says so
    /// @param lines gets every line, also that one, on a thread of its own
    public ProgramService(
            String name,
            ChildProcess.Spec spec,
            Predicate<String> isReady,
            Consumer<String> lines,
            Duration patience) {
        this.name = name;
        this.spec = spec;
        this.isReady = isReady;
        this.lines = lines;
        this.patience = patience;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        ChildProcess started = ChildProcess.start(spec);
        child = started;
        var ready = new CompletableFuture<Boolean>();
        // A read of a pipe holds its carrier: on two cores two virtual readers let nobody else run.
        Thread.ofPlatform()
                .daemon()
                .name("read-" + name)
                .start(() -> read(started.output(), ready));
        if (!await(ready)) {
            started.stop();
            throw new SiteFault("%s did not become ready; %s.".formatted(name, lastWords()));
        }
    }

    @Override
    public void awaitExit() throws InterruptedException {
        ChildProcess running = child;
        if (running != null) {
            running.awaitExit();
        }
    }

    @Override
    public void stop() {
        ChildProcess running = child;
        if (running != null) {
            running.stop();
        }
    }

    /// Of the program that runs now; changes when it is restarted.
    public long pid() {
        ChildProcess running = child;
        if (running == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return running.pid();
    }

    /// What it complained of last, and where the rest is.
    private String lastWords() {
        File log = spec.error().file();
        if (log == null) {
            return "what it said is in its log";
        }
        try (var lines = Files.lines(log.toPath())) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("\t"))
                    .reduce((_, later) -> later)
                    .map(last -> "it said '" + last + "' (log: " + log + ")")
                    .orElse("it said nothing");
        } catch (IOException | UncheckedIOException unreadable) {
            return "its log " + log + " cannot be read";
        }
    }

    private boolean await(CompletableFuture<Boolean> ready) {
        try {
            return ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException tooLate) {
            return false;
        }
    }

    private void read(BufferedReader output, CompletableFuture<Boolean> ready) {
        try (output) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.accept(line);
                if (isReady.test(line)) {
                    ready.complete(true);
                }
            }
        } catch (IOException cut) {
            // Its end: awaitExit() tells the supervisor.
        } finally {
            ready.complete(false);
        }
    }
}
