package org.earshot.app;

import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.ChildProcess;
import org.earshot.site.DataDirectory;
import org.earshot.site.PostgresServer;
import org.earshot.site.ProgramService;
import org.earshot.site.Service;
import org.earshot.site.SiteFault;
import org.earshot.site.Supervisor;
import org.jspecify.annotations.Nullable;

/// A one-machine installation that is up: number shield, PostgreSQL, Asterisk and core, each
/// watched and started again when it dies.
final class RunningSite implements AutoCloseable {

    /// The core brings its database up to date and reads its models; a cold machine took 6 s.
    private static final Duration CORE_PATIENCE = Duration.ofSeconds(60);

    private static final String READY = "{\"ready\":";

    private final DataDirectory data;
    private final Supervisor supervisor;
    private final Parts parts;
    private final InetSocketAddress sip;

    /// @param postgres null where the settings name another
    /// @param witness null where the settings name another
    private record Parts(
            @Nullable PostgresServer postgres,
            AsteriskInstance asterisk,
            ProgramService core,
            ProgramService shield,
            @Nullable ProgramService witness) {}

    private RunningSite(
            DataDirectory data, Supervisor supervisor, Parts parts, InetSocketAddress sip) {
        this.data = data;
        this.supervisor = supervisor;
        this.parts = parts;
        this.sip = sip;
    }

    /// @param lines each line the core says, for instance [LiveLine]s
    /// @throws SiteFault when something does not become ready; what was started is stopped again
    static RunningSite start(
            Places places, SiteOptions options, Software software, Consumer<String> lines) {
        DataDirectory data = DataDirectory.open(places.data());
        var supervisor = new Supervisor(Supervisor.Backoff.DEFAULT);
        try {
            Settings settings = Settings.read(places.data());
            var asterisk =
                    new AsteriskInstance(
                            software.asterisk(), options.asterisk(data, settings, software));
            var core = core(places, data, lines);
            InetSocketAddress sip = options.sip(data, settings);
            var place = ShieldDirectory.of(data).prepare(InstantSource.system());
            if (settings.database().url().isEmpty()) {
                place.expectVault(data.instance().postgresPort());
            }
            var witness = witness(places, data, settings);
            var shield = ShieldService.of(places, data, settings, sip);
            supervisor.stopWithProgram();
            var postgres =
                    settings.database().url().isEmpty()
                            ? new PostgresServer(
                                    data.postgres(places.postgresBinaries()),
                                    admin -> {
                                        place.setUpVault(admin);
                                        BackupPlace.setUp(admin, data);
                                    })
                            : null;
            // Each waits for the others by itself, so all start side by side.
            supervisor.startTogether(
                    Stream.of(postgres, shield, asterisk, core)
                            .filter(Objects::nonNull)
                            .map(Service.class::cast)
                            .toList());
            if (witness != null) {
                supervisor.startAside(witness);
            }
            var parts = new Parts(postgres, asterisk, core, shield, witness);
            return new RunningSite(data, supervisor, parts, sip);
        } catch (RuntimeException failure) {
            supervisor.close();
            data.close();
            throw failure;
        }
    }

    /// Calls are taken without one; acts that need it are refused then.
    private static @Nullable ProgramService witness(
            Places places, DataDirectory data, Settings settings) {
        if (!settings.audit().isOwn()) {
            return null;
        }
        try {
            var acts = AuditPlace.of(data, settings).prepare();
            return WitnessService.of(places, data, acts);
        } catch (SiteFault fault) {
            Output.aside("Acts that need the log are refused: " + fault.getMessage());
            return null;
        }
    }

    /// Where a telephone reaches it.
    InetSocketAddress sip() {
        return new InetSocketAddress(sip.getHostString(), sip.getPort());
    }

    int httpPort() {
        return data.instance().apiPort();
    }

    long corePid() {
        return parts.core.pid();
    }

    /// Process ids by name, for those who look closer.
    Map<String, Object> processes() {
        var processes = new LinkedHashMap<String, Object>();
        processes.put("corePid", corePid());
        processes.put("shieldPid", parts.shield.pid());
        processes.put("asteriskPid", parts.asterisk.pid());
        if (parts.postgres != null) {
            processes.put("postgresPid", parts.postgres.pid());
        }
        if (parts.witness != null) {
            processes.put("witnessPid", parts.witness.pid());
        }
        ProcessHandle.of(corePid())
                .flatMap(handle -> handle.children().findFirst())
                .ifPresent(worker -> processes.put("speechWorkerPid", worker.pid()));
        return processes;
    }

    void awaitStop() throws InterruptedException {
        supervisor.awaitStop();
    }

    @Override
    public void close() {
        supervisor.close();
        data.close();
    }

    private static ProgramService core(Places places, DataDirectory data, Consumer<String> lines) {
        Path log = data.log().resolve("core.log");
        List<String> command =
                ChildCommand.of(
                        List.of("-XX:+UseSerialGC", "-Xmx768m"),
                        places.cache(),
                        "core",
                        "--data",
                        places.data().toString(),
                        "--cache",
                        places.cache().toString(),
                        "--live");
        return new ProgramService(
                "the core",
                new ChildProcess.Spec(
                        command,
                        data.log().resolve("core.pid"),
                        "TERM",
                        Duration.ofSeconds(10),
                        Redirect.PIPE,
                        Redirect.appendTo(log.toFile()),
                        Map.of("EARSHOT_LOG_LEVEL", "INFO")),
                line -> line.startsWith(READY),
                lines,
                CORE_PATIENCE);
    }
}
