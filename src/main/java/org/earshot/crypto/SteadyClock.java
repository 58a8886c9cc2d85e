package org.earshot.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/// Reads both clocks of this machine.
public interface SteadyClock {

    ClockWitness.Reading read();

    /// Linux counts the time asleep too (`CLOCK_BOOTTIME`), and gives each start of the machine a
    /// name. Elsewhere each process counts as a start of its own: it is held more often, never
    /// less.
    static SteadyClock ofThisMachine(InstantSource wall) {
        var bootId = Path.of("/proc/sys/kernel/random/boot_id");
        var uptime = Path.of("/proc/uptime");
        try {
            String boot = Files.readString(bootId).strip();
            secondsOf(uptime);
            return () -> new ClockWitness.Reading(wall.instant(), boot, secondsOf(uptime));
        } catch (IOException | java.io.UncheckedIOException | NumberFormatException _) {
            String process = UUID.randomUUID().toString();
            return () ->
                    new ClockWitness.Reading(
                            wall.instant(), process, Duration.ofNanos(System.nanoTime()));
        }
    }

    private static Duration secondsOf(Path uptime) {
        try {
            String seconds = Files.readString(uptime).split(" ", 2)[0];
            return Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
