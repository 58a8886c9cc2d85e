package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Something the benchmark measures, and how it is started.
record Contestant(String name, List<String> command) {

    /// More than one core does: admission is by backlog only.
    static final int NO_LIMIT = 1_000_000;

    /// The shield as `./earshot shield` starts it, but with one loop for its one core.
    ///
    /// @param heap for instance `256m`
    /// @param callsPerSecond what its settings let in
    static Contestant shield(Places places, Path folder, String heap, int callsPerSecond)
            throws IOException {
        Path data = folder.resolve("shield-" + heap + "-" + callsPerSecond);
        Path settings = data.resolve("shield/shield.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(
                settings,
                """
                {"outer": {"listen": ["udp:127.0.10.10:5060"], "peers": ["udp:127.0.10.20:5066"]},
                 "inner": {"listen": ["udp:127.0.10.11:5060"], "peers": ["udp:127.0.10.30:5070"]},
                 "admission": {"calls-per-second": %1$d, "burst": %2$d},
                 "home-region": "CN", "loops": 1}
                """
                        .formatted(callsPerSecond, callsPerSecond / 10));
        return new Contestant(
                ShieldTable.SHIELD,
                ChildCommand.of(
                        List.of(
                                "-XX:+UseSerialGC",
                                "-Xms" + heap,
                                "-Xmx" + heap,
                                "-Dio.netty.leakDetection.level=disabled",
                                "-XX:ThreadPriorityPolicy=1",
                                "-XX:CompilerThreadPriority=10",
                                "-XX:-PrintWarnings"),
                        places.cache(),
                        "shield",
                        "--data",
                        data.toString()));
    }

    static Contestant relay(Places places) {
        return new Contestant(
                "UDP relay",
                ChildCommand.of(
                        List.of("-XX:+UseSerialGC", "-Xmx64m"),
                        places.cache(),
                        "bench",
                        "udp-relay"));
    }
}
