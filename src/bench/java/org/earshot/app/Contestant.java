package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Something the benchmark measures, and how it is started.
record Contestant(String name, List<String> command) {

    /// The shield as the supervisor starts it, but with one loop for its one core, and admission
    /// only by backlog: its own limits are not what is measured.
    ///
    /// @param heap for instance `256m`
    static Contestant shield(Places places, Path folder, String heap) throws IOException {
        Path data = folder.resolve("shield-" + heap);
        Path settings = data.resolve("shield/shield.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(
                settings,
                """
                {"outer": {"listen": ["udp:127.0.10.10:5060"], "peers": ["udp:127.0.10.20:5066"]},
                 "inner": {"listen": ["udp:127.0.10.11:5060"], "peers": ["udp:127.0.10.30:5070"]},
                 "admission": {"calls-per-second": 1000000, "burst": 1000000},
                 "home-region": "CN", "loops": 1}
                """);
        return new Contestant(
                ShieldTable.SHIELD,
                ChildCommand.of(
                        List.of(
                                "-XX:+UseSerialGC",
                                "-Xms" + heap,
                                "-Xmx" + heap,
                                "-Dio.netty.leakDetection.level=disabled"),
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
