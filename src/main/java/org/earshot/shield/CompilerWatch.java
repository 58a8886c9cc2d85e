package org.earshot.shield;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Whether the just-in-time compiler has done its work: while it compiles it takes the processor of
/// the calls, and what it has not compiled yet takes ten times as long.
///
/// Read from the processor time of its threads, which Linux tells: Java's own counter grows only
/// when a method is finished, and one was seen to take a second.
final class CompilerWatch {

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final long LOOK_EVERY_MILLIS = 40;

    /// Fields of `stat` behind the name: user and system time are the 12th and 13th.
    private static final int USER_TIME = 11;

    private final CountDownLatch never = new CountDownLatch(1);

    /// @param deadline [System#nanoTime]
    /// @return how long it took
    Duration awaitIdle(long deadline) throws InterruptedException {
        long began = System.nanoTime();
        long before;
        long now = ticks();
        do {
            before = now;
            never.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            now = ticks();
        } while (now > before && System.nanoTime() - deadline < 0);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /// Hundredths of a second; 0 where there is no such directory.
    private static long ticks() {
        try (var threads = Files.newDirectoryStream(THREADS)) {
            long all = 0;
            for (Path thread : threads) {
                all += ticks(Files.readString(thread.resolve("stat")));
            }
            return all;
        } catch (IOException | UncheckedIOException unknown) {
            return 0;
        }
    }

    private static long ticks(String stat) {
        int end = stat.lastIndexOf(')');
        if (!stat.contains(" Compiler") || end < 0) {
            return 0;
        }
        String[] fields = stat.substring(end + 2).split(" ", -1);
        return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    }
}
