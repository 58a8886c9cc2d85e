package org.earshot.site;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.earshot.site.Ports.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One Asterisk: its directory is rendered from `asterisk-conf/` at every start, and it is ready
/// when ARI answers "pong" (the port opens earlier, and says 404 for a moment).
public final class AsteriskInstance implements Service, AutoCloseable {

    /// All users in the rendered configuration bear this name.
    public static final String USER = "earshot";

    /// The section of `websocket_client.conf` by which Asterisk brings the sound of a leg.
    public static final String MEDIA = "earshot-media";

    /// The endpoint of `pjsip.conf` through which callers come, as ARI names it.
    public static final String TRUNK = "PJSIP/trunk";

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskInstance.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// SIGTERM says BYE to the callers; it took 0.8 s.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final AsteriskSoftware software;
    private final AsteriskSettings settings;
    private volatile @Nullable ChildProcess child;

    public AsteriskInstance(AsteriskSoftware software, AsteriskSettings settings) {
        this.software = software;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "Asterisk";
    }

    @Override
    public void start() {
        long began = System.nanoTime();
        ChildProcess.endLeftover(pidFile(), command());
        requirePorts();
        try {
            AsteriskConfiguration.write(settings, software);
            AwayMessages.in(settings.awayDirectory()).closeAll();
        } catch (IOException failure) {
            throw new SiteFault(
                    "Asterisk's directory '%s' cannot be written: %s; make room or choose another with --data."
                            .formatted(settings.directory(), failure.getMessage()),
                    failure);
        }
        Redirect log = Redirect.appendTo(consoleLog().toFile());
        ChildProcess started =
                ChildProcess.start(
                        new ChildProcess.Spec(
                                command(), pidFile(), "TERM", GRACE, log, log, Map.of()));
        child = started;
        awaitReady(started);
        LOG.info(
                "Asterisk {} is ready after {} ms.",
                software.version(),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
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

    /// Of the process that runs now; changes when it is restarted.
    public long pid() {
        ChildProcess running = child;
        if (running == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return running.pid();
    }

    /// Ends it as a crash would.
    public void kill() {
        ChildProcess running = child;
        if (running != null) {
            running.kill();
        }
    }

    @Override
    public void close() {
        stop();
    }

    public AsteriskSettings settings() {
        return settings;
    }

    /// `http://127.0.0.1:PORT/ari`
    public URI ari() {
        return URI.create("http://127.0.0.1:" + settings.ports().http() + "/ari");
    }

    /// Whether it is ready for calls at this moment.
    public boolean answers() {
        try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            return answersPong(http);
        }
    }

    /// What callers said while the core was away.
    public AwayMessages awayMessages() {
        return AwayMessages.in(settings.awayDirectory());
    }

    private void requirePorts() {
        String remedy = "in instance.json of the data directory.";
        AsteriskPorts ports = settings.ports();
        Ports.requireFree(
                "Asterisk's SIP", Protocol.UDP, settings.boundSipHost(), ports.sip(), remedy);
        Ports.requireFree("Asterisk's ARI", Protocol.TCP, "127.0.0.1", ports.http(), remedy);
        Ports.requireFree("Asterisk's AMI", Protocol.TCP, "127.0.0.1", ports.ami(), remedy);
    }

    private void awaitReady(ChildProcess started) {
        try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            boolean done = Pause.until(() -> !started.isAlive() || answersPong(http), PATIENCE);
            if (done && started.isAlive()) {
                return;
            }
        }
        String how = started.isAlive() ? "did not become ready within " + PATIENCE : "ended";
        started.stop();
        throw new SiteFault(
                "Asterisk %s when it was started: %s (logs: %s)."
                        .formatted(how, lastWords(), settings.directory().resolve("log")));
    }

    private boolean answersPong(HttpClient http) {
        try {
            String credentials = USER + ":" + settings.secrets().ari();
            var request =
                    HttpRequest.newBuilder(URI.create(ari() + "/asterisk/ping"))
                            .header(
                                    "Authorization",
                                    "Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(
                                                            credentials.getBytes(
                                                                    StandardCharsets.UTF_8)))
                            .timeout(Duration.ofSeconds(2))
                            .build();
            var response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 && response.body().contains("pong");
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SiteFault("Interrupted while Asterisk was starting.", interrupted);
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(consoleLog());
            return lines.isEmpty() ? "it said nothing" : "it said '" + lines.getLast() + "'";
        } catch (IOException unreadable) {
            return "its log cannot be read";
        }
    }

    private List<String> command() {
        var command = new ArrayList<>(software.asterisk());
        command.add("-f"); // in the foreground: its guard waits for it
        command.add("-C");
        command.add(settings.directory().resolve("etc/asterisk.conf").toString());
        return command;
    }

    private Path pidFile() {
        return settings.directory().resolve("asterisk.pid");
    }

    private Path consoleLog() {
        return settings.directory().resolve("log/console.log");
    }
}
