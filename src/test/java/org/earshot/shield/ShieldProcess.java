package org.earshot.shield;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `earshot shield` as a process of its own, which may be killed and started again on the same
/// addresses.
public final class ShieldProcess implements AutoCloseable {

    private final Path data;
    private final List<String> jvm;
    public final InetSocketAddress outer = free();
    public final InetSocketAddress inner = free();
    private @Nullable Process process;

    private ShieldProcess(Path data, List<String> jvm) {
        this.data = data;
        this.jvm = jvm;
    }

    /// Not started yet: its neighbours may ask for its addresses first.
    public static ShieldProcess in(Path data, String... jvm) {
        return new ShieldProcess(data, List.of(jvm));
    }

    /// @param more further settings in JSON, each with a comma in front
    public ShieldProcess settings(
            InetSocketAddress carrier, InetSocketAddress asterisk, String more) throws IOException {
        Files.createDirectories(data.resolve("shield"));
        Files.writeString(
                data.resolve("shield").resolve("shield.json"),
                """
                {"outer":{"listen":["udp:%1$s","tcp:%1$s"],"peers":["udp:%2$s"]},
                 "inner":{"listen":["udp:%3$s"],"peers":["udp:%4$s"]},
                 "home-region":"DE","loops":2 %5$s}
                """
                        .formatted(
                                Phone.text(outer),
                                Phone.text(carrier),
                                Phone.text(inner),
                                Phone.text(asterisk),
                                more));
        return this;
    }

    public ShieldProcess start() throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(
                List.of(
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", // starts fast; nothing is measured here
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("surefire.test.class.path", classPath()),
                        "org.earshot.app.Main",
                        "shield",
                        "--data",
                        data.toString(),
                        "--json"));
        Process started =
                new ProcessBuilder(command)
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(
                                        data.resolve("shield.log").toFile()))
                        .start();
        process = started;
        var out =
                new BufferedReader(
                        new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        String ready = out.readLine();
        if (ready == null || !ready.startsWith("{\"ready\":true")) {
            throw new IOException("The shield said '" + ready + "'; see its log: " + log());
        }
        Files.writeString(data.resolve("shield.out"), ready + "\n", CREATE, APPEND);
        Thread.ofPlatform().daemon().start(() -> keep(out));
        return this;
    }

    /// What else it says, beside its log.
    private void keep(BufferedReader out) {
        try (out;
                var file = Files.newBufferedWriter(data.resolve("shield.out"), CREATE, APPEND)) {
            out.transferTo(file);
        } catch (IOException ended) {
            // killed
        }
    }

    private String log() throws IOException {
        String log = Files.readString(data.resolve("shield.log"));
        return log.substring(Math.max(0, log.length() - 2_000));
    }

    /// kill -9.
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /// @return its exit code, or -1 when it still runs after that time
    int awaitExit(long seconds) throws InterruptedException {
        Process running = process;
        return running != null && running.waitFor(seconds, TimeUnit.SECONDS)
                ? running.exitValue()
                : -1;
    }

    /// What is left after a collection.
    long liveHeapBytes() throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String pid = process == null ? "" : Long.toString(process.pid());
        Process histogram = new ProcessBuilder(jcmd.toString(), pid, "GC.class_histogram").start();
        String table =
                new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String[] total = table.strip().lines().toList().getLast().strip().split(" +");
        return Long.parseLong(total[2]);
    }

    /// SIGTERM.
    void stop() {
        Process running = process;
        if (running != null) {
            running.destroy();
        }
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    private static String classPath() {
        // The console launcher loads test classes by a loader of its own.
        return Path.of("target", "classes")
                + ":"
                + Path.of("target", "test-classes")
                + ":"
                + System.getProperty("java.class.path");
    }

    /// For UDP and for TCP: other connections of this machine take ports of the same range.
    private static InetSocketAddress free() {
        InetAddress host = InetAddress.getLoopbackAddress();
        while (true) {
            try (var udp = new DatagramSocket(new InetSocketAddress(host, 0));
                    var _ = new ServerSocket(udp.getLocalPort(), 1, host)) {
                return (InetSocketAddress) udp.getLocalSocketAddress();
            } catch (BindException taken) {
                // the next one
            } catch (IOException noSocket) {
                throw new java.io.UncheckedIOException(noSocket);
            }
        }
    }
}
