package org.earshot.shield;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.earshot.site.AsteriskSoftware;

/// One run of SIPp, in the folder of the scenarios.
public final class Sipp implements AutoCloseable {

    public static final String HOST = "127.0.0.4";

    private final Process process;
    private final Path statistics;

    private Sipp(Process process, Path statistics) {
        this.process = process;
        this.statistics = statistics;
    }

    /// Fields 0-7 of `uac-planted-*.xml`.
    public static String planted(String number, boolean withheld) {
        String digits = number.substring(1);
        byte[] ascii = number.getBytes(US_ASCII);
        String shown =
                withheld
                        ? "\"Anonymous\" <sip:anonymous@anonymous.invalid>"
                        : "\"%1$s\" <sip:%1$s@carrier.example>".formatted(number);
        return String.join(
                ";",
                number,
                digits,
                Base64.getUrlEncoder().encodeToString(ascii),
                HexFormat.of().formatHex(ascii),
                new StringBuilder(number).reverse(),
                number.chars()
                        .mapToObj(c -> "%" + Integer.toHexString(c))
                        .collect(Collectors.joining()),
                shown,
                withheld ? "id" : "none");
    }

    /// @param software with SIPp fetched
    /// @param contact what stands in Contact: the tap, or the other side would go past it
    public static Sipp start(
            AsteriskSoftware software,
            String scenario,
            int port,
            InetSocketAddress contact,
            Path log,
            List<String> more)
            throws IOException {
        List<String> command = new ArrayList<>(software.sipp());
        command.addAll(List.of("-sf", scenario, "-i", HOST, "-mi", HOST, "-p", "" + port));
        command.addAll(
                List.of("-key", "contact", contact.getHostString() + ":" + contact.getPort()));
        command.addAll(List.of("-nostdin", "-buff_size", "2000000", "-l", "2000"));
        command.addAll(List.of("-trace_err", "-error_file", log.toString()));
        Path statistics = log.resolveSibling(log.getFileName() + ".csv");
        command.addAll(List.of("-trace_stat", "-stf", statistics.toString(), "-fd", "1"));
        command.addAll(more);
        return new Sipp(
                new ProcessBuilder(command)
                        .directory(Path.of("src/test/resources/sipp").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start(),
                statistics);
    }

    /// As its statistics say, which it writes every second and at its end.
    ///
    /// @param what a column, or a counter of the scenario
    long counted(String what) throws IOException {
        List<String> lines = Files.readAllLines(statistics);
        List<String> columns = cells(lines.getFirst());
        // It may be writing the last line just now.
        List<String> latest =
                lines.reversed().stream()
                        .map(Sipp::cells)
                        .filter(cells -> cells.size() == columns.size())
                        .findFirst()
                        .orElseThrow();
        return Long.parseLong(latest.get(columns.indexOf(what + "(C)")));
    }

    private static List<String> cells(String line) {
        return List.of(line.split(";", -1));
    }

    /// @return 0 when every call went as written
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return -1;
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
