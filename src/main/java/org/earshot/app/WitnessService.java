package org.earshot.app;

import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.earshot.site.ChildProcess;
import org.earshot.site.DataDirectory;
import org.earshot.site.ProgramService;

/// The witness of a one-machine installation: a process of its own with a key of its own, but of
/// the same user. It notices what is done to the log without it; an administrator of the machine
/// can betray it. For that a site names another in its settings.
final class WitnessService {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private WitnessService() {}

    static ProgramService of(Places places, DataDirectory data, AuditPlace place) {
        List<String> command =
                ChildCommand.of(
                        List.of("-XX:+UseSerialGC", "-Xmx32m", "-XX:TieredStopAtLevel=1"),
                        places.cache(),
                        "witness",
                        "--folder",
                        place.witnessFolder().toString(),
                        "--log-key",
                        place.logKey().toString(),
                        "--port",
                        String.valueOf(data.instance().witnessPort()));
        return new ProgramService(
                "the witness",
                new ChildProcess.Spec(
                        command,
                        data.log().resolve("witness.pid"),
                        "TERM",
                        Duration.ofSeconds(5),
                        Redirect.PIPE,
                        Redirect.appendTo(data.log().resolve("witness.log").toFile()),
                        Map.of("EARSHOT_LOG_LEVEL", "INFO")),
                line -> line.startsWith("add-checkpoint at "),
                line -> {},
                PATIENCE);
    }
}
