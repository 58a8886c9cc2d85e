package org.earshot.app;

import java.time.Duration;

/// One step of load.
///
/// @param perSecond calls begun, whatever becomes of the earlier ones (open loop)
/// @param direct caller and called side meet without anything between: what the generator can do
record LoadPlan(int perSecond, Duration length, Duration hold, boolean direct) {

    int calls() {
        return (int) (perSecond * length.toNanos() / 1_000_000_000L);
    }

    /// For the generator's standard input.
    String line() {
        return perSecond + " " + length.toMillis() + " " + hold.toMillis() + " " + direct;
    }

    static LoadPlan parse(String line) {
        String[] parts = line.split(" ", -1);
        return new LoadPlan(
                Integer.parseInt(parts[0]),
                Duration.ofMillis(Long.parseLong(parts[1])),
                Duration.ofMillis(Long.parseLong(parts[2])),
                Boolean.parseBoolean(parts[3]));
    }
}
