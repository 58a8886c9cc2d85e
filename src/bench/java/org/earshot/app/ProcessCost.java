package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// What a process and its children have used so far, from the kernel.
final class ProcessCost {

    private ProcessCost() {}

    /// On a processor, all threads, to the nanosecond (`Documentation/scheduler/sched-stats.rst`).
    static long cpuNanos(ProcessHandle process) {
        return family(process).mapToLong(ProcessCost::cpuOfOne).sum();
    }

    /// Proportional set size: shared pages are divided among those who share them.
    static long pssKib(ProcessHandle process) {
        return family(process).mapToLong(ProcessCost::pssOfOne).sum();
    }

    /// Of all processors, by whatever runs (`proc_stat(5)`).
    static double busyShare(Duration over) throws IOException, InterruptedException {
        long[] before = jiffies();
        Thread.sleep(over);
        long[] after = jiffies();
        long all = after[0] - before[0];
        return all == 0 ? 0 : 1 - (double) (after[1] - before[1]) / all;
    }

    /// All of them, and those without work (idle and waiting for a disk).
    private static long[] jiffies() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
            String[] times = lines.findFirst().orElse("").split(" +", -1);
            long all = 0;
            for (int i = 1; i < times.length; i++) {
                all += Long.parseLong(times[i]);
            }
            return new long[] {all, Long.parseLong(times[4]) + Long.parseLong(times[5])};
        }
    }

    private static Stream<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants());
    }

    private static long cpuOfOne(ProcessHandle process) {
        Path tasks = Path.of("/proc", String.valueOf(process.pid()), "task");
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.mapToLong(thread -> firstNumber(thread.resolve("schedstat"), "")).sum();
        } catch (IOException ended) {
            return 0;
        }
    }

    private static long pssOfOne(ProcessHandle process) {
        return firstNumber(Path.of("/proc", String.valueOf(process.pid()), "smaps_rollup"), "Pss:");
    }

    private static long firstNumber(Path file, String label) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(label))
                    .map(line -> line.substring(label.length()).strip().split(" ", 2)[0])
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException ended) {
            return 0; // a thread that ended meanwhile
        }
    }
}
