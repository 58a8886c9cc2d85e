package org.earshot.site;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/// Looks at the system calls of one thread of another process, and lets one of them fail.
public final class Strace {

    /// Those with which a program changes files, or learns that it could not.
    private static final String CALLS =
            "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,"
                    + "unlinkat,mkdir,mkdirat,rmdir,close,ftruncate,chmod,fchmod,fchmodat";

    private static final Pattern LINE = Pattern.compile("(?:\\d+ +)?([a-z0-9]+)\\(.*");

    private final List<String> program;

    private Strace(List<String> program) {
        this.program = program;
    }

    public static Strace installed() {
        return new Strace(TestAsterisk.software(AsteriskSoftware.Extra.STRACE).strace());
    }

    /// A system call that is made a number of times.
    public record Point(String call, int number) {

        @Override
        public String toString() {
            return call + " no. " + number;
        }
    }

    /// Every call that `work` lets the thread make.
    public List<Point> points(long thread, Callable<?> work) throws Exception {
        Path seen = Files.createTempFile("strace", ".txt");
        try {
            var _ = attached(thread, List.of("-o", seen.toString()), work);
            Map<String, Integer> counts = new TreeMap<>();
            for (String line : Files.readAllLines(seen)) {
                var call = LINE.matcher(line);
                if (call.matches()) {
                    counts.merge(call.group(1), 1, Integer::sum);
                }
            }
            var points = new ArrayList<Point>();
            counts.forEach((call, count) -> {
                for (int number = 1; number <= count; number++) {
                    points.add(new Point(call, number));
                }
            });
            return points;
        } finally {
            Files.delete(seen);
        }
    }

    /// @param fault for instance `error=EIO` or `signal=KILL`
    /// @return what `work` returns
    public <T> T failing(long thread, Point point, String fault, Callable<T> work)
            throws Exception {
        String inject = "inject=%s:%s:when=%d".formatted(point.call(), fault, point.number());
        return attached(thread, List.of("-o", "/dev/null", "-e", inject), work);
    }

    private <T> T attached(long thread, List<String> options, Callable<T> work) throws Exception {
        var command = new ArrayList<>(program);
        command.addAll(List.of("-e", "trace=" + CALLS));
        command.addAll(options);
        command.addAll(List.of("-p", String.valueOf(thread)));
        Process strace = new ProcessBuilder(command).start();
        try (BufferedReader said = strace.errorReader()) {
            awaitAttached(said);
            return work.call();
        } finally {
            strace.destroy(); // lets go of the thread first
            strace.onExit().join();
        }
    }

    private static void awaitAttached(BufferedReader said) throws IOException {
        String line = said.readLine();
        if (line == null || !line.contains("attached")) {
            throw new IOException("strace could not attach: " + line);
        }
    }
}
