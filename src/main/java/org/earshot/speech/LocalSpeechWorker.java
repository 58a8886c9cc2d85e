package org.earshot.speech;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one speech worker running: starts it, starts it again when it dies, and knows where it
/// listens now.
///
/// ```
/// starting ──ready line──▶ up ──dies──▶ waiting (100 ms, doubled up to 10 s) ──▶ starting
/// ```
public final class LocalSpeechWorker implements SpeechServers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalSpeechWorker.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /// Who lived this long did not die of its start.
    private static final Duration HEALTHY = Duration.ofSeconds(30);

    private final List<String> command;
    private final Runnable whenUp;
    private final CompletableFuture<Void> firstUp = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watch;
    private volatile @Nullable Ready up;
    private volatile @Nullable Process process;

    private LocalSpeechWorker(List<String> command, Runnable whenUp) {
        this.command = List.copyOf(command);
        this.whenUp = whenUp;
        this.watch = Thread.ofPlatform().daemon().name("speech-watch").unstarted(this::watch);
    }

    /// Starts a worker and returns at once.
    ///
    /// @param command of the worker process, see [#command]
    /// @param whenUp runs whenever a worker has come up: what was missed can be made now
    public static LocalSpeechWorker start(List<String> command, Runnable whenUp) {
        var worker = new LocalSpeechWorker(command, whenUp);
        worker.watch.start();
        return worker;
    }

    /// The command line of a worker on this Java and class path.
    ///
    /// @param directory where it unpacks what native code needs, about 30 MB; a cache
    /// @param models directories of models to use instead of our tiny ones
    public static List<String> command(Path directory, Map<Locale, Path> models) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A quick start and a small heap: the models live in native memory.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(List.of("-Xshare:auto", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path"))));
        command.addAll(List.of(SpeechWorker.class.getName(), "--directory", directory.toString()));
        models.forEach((language, model) ->
                command.addAll(List.of("--model", language.toLanguageTag() + "=" + model)));
        return command;
    }

    @Override
    public SpeechServer of(Locale language) throws SpeechUnavailable {
        Ready now = up;
        if (now == null) {
            throw new SpeechUnavailable(
                    SpeechUnavailable.Reason.AWAY, "the speech worker is not up (yet)");
        }
        String tag = language.toLanguageTag();
        String engine = now.engines().get(tag);
        if (engine == null) {
            throw SpeechServers.noModel(language);
        }
        return new SpeechServer(URI.create("ws://127.0.0.1:" + now.port() + "/" + tag), engine);
    }

    /// Model names by language tag; empty while no worker is up.
    public Map<String, String> engines() {
        Ready now = up;
        return now == null ? Map.of() : new TreeMap<>(now.engines());
    }

    /// A sentence for each language whose model cannot be used.
    public List<String> problems() {
        Ready now = up;
        return now == null ? List.of() : now.problems().stream().sorted().toList();
    }

    /// The process id of the worker that is up.
    public Optional<Long> pid() {
        Process now = process;
        return up == null || now == null ? Optional.empty() : Optional.of(now.pid());
    }

    /// Waits for the first worker to come up.
    ///
    /// @return whether it did
    public boolean awaitUp(Duration patience) throws InterruptedException {
        try {
            firstUp.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            return false;
        }
    }

    /// Ends the worker at once, for it keeps nothing; sessions in progress fail.
    @Override
    public void close() {
        closing.countDown();
        Process now = process;
        if (now != null) {
            now.destroyForcibly();
        }
        try {
            watch.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        Duration pause = FIRST_PAUSE;
        try {
            while (closing.getCount() > 0) {
                long began = System.nanoTime();
                runOnce();
                if (closing.getCount() == 0) {
                    return;
                }
                boolean healthy = System.nanoTime() - began > HEALTHY.toNanos();
                pause = healthy ? FIRST_PAUSE : pause;
                LOG.warn("Another speech worker is started in {} ms", pause.toMillis());
                if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce() throws InterruptedException {
        try {
            var builder =
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("EARSHOT_LOG_LEVEL", "WARN");
            Process child = builder.start();
            process = child;
            if (closing.getCount() == 0) {
                child.destroy(); // closed while it was being started
            }
            try (var out = child.inputReader()) {
                listen(out);
                int status = child.waitFor();
                if (closing.getCount() > 0) {
                    LOG.error("The speech worker ended with status {}; calls go on", status);
                }
            } finally {
                up = null;
                child.destroyForcibly();
            }
        } catch (IOException failure) {
            LOG.error("The speech worker cannot be started: {}", failure.getMessage());
        }
    }

    /// Reads the ready line, then waits until the worker's end closes the pipe.
    private void listen(BufferedReader out) throws IOException {
        String line = out.readLine();
        if (line == null) {
            return; // died before it was ready; its own sentence is on stderr
        }
        var ready = new ObjectMapper().readValue(line, Ready.class);
        up = ready;
        ready.problems().forEach(problem -> LOG.error("Speech: {}", problem));
        LOG.info("The speech worker is up with {}", ready.engines());
        firstUp.complete(null);
        Thread.ofVirtual().name("speech-up").start(whenUp);
        while (out.readLine() != null) {
            // it says no more, but the pipe must stay empty
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /// The worker may run in another directory than we.
    private static String absolute(String classPath) {
        var parts = new ArrayList<String>();
        for (String part : classPath.split(File.pathSeparator, -1)) {
            parts.add(part.isEmpty() ? part : Path.of(part).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, parts);
    }
}
