package org.earshot.site;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A program that does not outlive this one. It runs in a session of its own, so that Ctrl-C
/// reaches only us and the order of stopping is ours; a small shell beside it watches a pipe from
/// us and ends it when the pipe closes, also when we are killed. Should both be killed, the pid
/// file tells the next start whom to end.
public final class ChildProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
    private static final String GUARD = script();
    private static final Duration SPAWN = Duration.ofSeconds(10);

    /// How a child is run.
    ///
    /// @param command the program and its arguments
    /// @param pidFile where its process id is kept while it runs
    /// @param stopSignal what asks it to end in good order, for instance `TERM`
    /// @param grace how long it has for that
    /// @param output where its standard output goes; [Redirect#PIPE] to read it with [#output()]
    /// @param error where its standard error goes
    /// @param environment what is added to ours
    public record Spec(
            List<String> command,
            Path pidFile,
            String stopSignal,
            Duration grace,
            Redirect output,
            Redirect error,
            Map<String, String> environment) {
        public Spec {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    private final Process guard;
    private final Spec spec;
    private final long pid;

    private ChildProcess(Process guard, Spec spec, long pid) {
        this.guard = guard;
        this.spec = spec;
        this.pid = pid;
    }

    /// Ends what an earlier run left behind under the same pid file, then starts the program.
    public static ChildProcess start(Spec spec) {
        endLeftover(spec.pidFile(), spec.command());
        var command =
                new ArrayList<>(
                        List.of(
                                "setsid",
                                "sh",
                                "-c",
                                GUARD,
                                "earshot-guard",
                                spec.pidFile().toString(),
                                spec.stopSignal(),
                                String.valueOf(Math.max(1, spec.grace().toSeconds()))));
        command.addAll(spec.command());
        var builder =
                new ProcessBuilder(command)
                        .redirectOutput(spec.output())
                        .redirectError(spec.error());
        builder.environment().putAll(spec.environment());
        try {
            Files.deleteIfExists(spec.pidFile());
            Process guard = builder.start();
            return new ChildProcess(guard, spec, awaitPid(guard, spec));
        } catch (IOException failure) {
            throw new SiteFault(
                    "'%s' could not be started: %s"
                            .formatted(spec.command().getFirst(), failure.getMessage()),
                    failure);
        }
    }

    /// The program's own id, not its guard's.
    public long pid() {
        return pid;
    }

    public boolean isAlive() {
        return guard.isAlive();
    }

    /// Standard output, when the spec said [Redirect#PIPE].
    public BufferedReader output() {
        return guard.inputReader(StandardCharsets.UTF_8);
    }

    /// @return the exit status; 128 + n when signal n ended it
    public int awaitExit() throws InterruptedException {
        return guard.waitFor();
    }

    /// Ends it in good order within its grace, then by force.
    public void stop() {
        try {
            guard.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            LOG.debug("The guard of process {} was gone already.", pid);
        }
        awaitEnd(spec.grace().plusSeconds(5));
    }

    /// Ends it at once, as a crash would.
    public void kill() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(Duration.ofSeconds(5));
    }

    private void awaitEnd(Duration patience) {
        try {
            if (!guard.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Process {} did not end within {}; killing it.", pid, patience);
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                guard.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            guard.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// Kills the process named in `pidFile` if it still is the program of `command`: ids are used
    /// again, and another program may have it by now.
    static void endLeftover(Path pidFile, List<String> command) {
        Optional<ProcessHandle> leftover = readPid(pidFile).flatMap(ProcessHandle::of);
        if (leftover.isEmpty() || !runs(leftover.get().pid(), command)) {
            return;
        }
        LOG.warn("Ending process {}, left behind by an earlier run.", leftover.get().pid());
        leftover.get().destroyForcibly();
        try {
            leftover.get().onExit().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException stuck) {
            throw new SiteFault(
                    "Process %d, left behind by an earlier run, cannot be ended; end it by hand."
                            .formatted(leftover.get().pid()),
                    stuck);
        }
    }

    /// By its arguments, because programs started through a loader carry the loader's name.
    private static boolean runs(long pid, List<String> command) {
        try {
            String line =
                    Files.readString(
                            Path.of("/proc", String.valueOf(pid), "cmdline"),
                            StandardCharsets.ISO_8859_1);
            return line.contains(
                    new String(
                            command.getLast().getBytes(StandardCharsets.UTF_8),
                            StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return false;
        }
    }

    static Optional<Long> readPid(Path pidFile) {
        try {
            String text = Files.readString(pidFile);
            return text.endsWith("\n")
                    ? Optional.of(Long.parseLong(text.strip()))
                    : Optional.empty();
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static long awaitPid(Process guard, Spec spec) {
        long deadline = System.nanoTime() + SPAWN.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Long> pid = readPid(spec.pidFile());
            if (pid.isPresent()) {
                return pid.get();
            }
            if (!guard.isAlive()) {
                break;
            }
            Pause.of(Duration.ofMillis(2));
        }
        guard.destroyForcibly();
        throw new SiteFault(
                "'%s' ended as soon as it was started; what it said is in the logs, and the directory '%s' must be writable."
                        .formatted(spec.command().getFirst(), spec.pidFile().getParent()));
    }

    private static String script() {
        try (InputStream in = ChildProcess.class.getResourceAsStream("/site/guard.sh")) {
            if (in == null) {
                throw new IllegalStateException("site/guard.sh is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("site/guard.sh cannot be read", unreadable);
        }
    }
}
