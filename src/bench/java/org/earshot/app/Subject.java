package org.earshot.app;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Something that stands between the two ends of the load generator: a process of its own, on the
/// first core, which takes calls at [LoadEnds#OUTER].
final class Subject implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path BOUND = Path.of("/proc/net/udp");
    private static final Path BOUND_6 = Path.of("/proc/net/udp6");

    private final String name;
    private final Process process;

    private Subject(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /// Starts it and waits until its port is open.
    static Subject start(String name, List<String> command, Path folder)
            throws IOException, InterruptedException {
        List<String> pinned = new ArrayList<>(pinned(0));
        pinned.addAll(command);
        File log = folder.resolve(name.replace(' ', '-') + ".log").toFile();
        Process process =
                new ProcessBuilder(pinned)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .start();
        var subject = new Subject(name, process);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isOpen(LoadEnds.OUTER)) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                subject.close();
                throw new Complaint(
                        "%s does not start for the benchmark: %s".formatted(name, lastLine(log)));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return subject;
    }

    /// The beginning of a command that keeps a process on one core.
    static List<String> pinned(int core) {
        return List.of("taskset", "-c", String.valueOf(core));
    }

    String name() {
        return name;
    }

    /// `taskset` becomes the program it starts.
    ProcessHandle process() {
        return process.toHandle();
    }

    /// Waits; a process that ends meanwhile is a complaint.
    void await(Duration length) throws InterruptedException {
        if (process.waitFor(length.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new Complaint(name + " died during the benchmark.");
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(8, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /// The kernel prints addresses as hex of their memory.
    private static boolean isOpen(InetSocketAddress at) throws IOException {
        byte[] address = at.getAddress().getAddress();
        byte[] turned = {address[3], address[2], address[1], address[0]};
        String wanted =
                HexFormat.of().withUpperCase().formatHex(turned)
                        + String.format(Locale.ROOT, ":%04X ", at.getPort());
        String bound = Files.readString(BOUND);
        return (Files.exists(BOUND_6) ? bound + Files.readString(BOUND_6) : bound).contains(wanted);
    }

    private static String lastLine(File log) throws IOException {
        List<String> lines = Files.readAllLines(log.toPath());
        return lines.isEmpty() ? "it says nothing" : lines.getLast();
    }
}
