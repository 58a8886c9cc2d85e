package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Datagrams that the kernel threw away because a socket's buffer was full, since it was opened.
///
/// @param subject at the sockets of what is tested: it was not quick enough
/// @param generator at the load generator's own: the measurement was not
record Drops(long subject, long generator) {

    private static final Path SOCKETS = Path.of("/proc/net/udp");
    private static final int LOCAL_ADDRESS = 1;
    private static final String SIP_PORT = ":13C4";
    private static final List<String> GENERATOR_PORTS = List.of(":13CA", ":13CE");

    static Drops now() throws IOException {
        List<String[]> sockets =
                Files.readAllLines(SOCKETS).stream()
                        .skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .toList();
        return new Drops(sum(sockets, List.of(SIP_PORT)), sum(sockets, GENERATOR_PORTS));
    }

    Drops since(Drops before) {
        return new Drops(subject - before.subject, generator - before.generator);
    }

    private static long sum(List<String[]> sockets, List<String> ports) {
        return sockets.stream()
                .filter(socket -> ports.stream().anyMatch(socket[LOCAL_ADDRESS]::endsWith))
                .mapToLong(socket -> Long.parseLong(socket[socket.length - 1]))
                .sum();
    }
}
