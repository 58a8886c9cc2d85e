package org.earshot.crypto;

import java.time.Duration;
import java.time.Instant;

/// A wall clock anybody can set and a count of seconds nobody can.
public final class TwoClocks implements SteadyClock {

    private Instant wall;
    private String boot = "boot-1";
    private Duration uptime = Duration.ofMinutes(5);
    private int boots = 1;

    public TwoClocks(String start) {
        wall = Instant.parse(start);
    }

    @Override
    public synchronized ClockWitness.Reading read() {
        return new ClockWitness.Reading(wall, boot, uptime);
    }

    public synchronized void pass(Duration time) {
        wall = wall.plus(time);
        uptime = uptime.plus(time);
    }

    public synchronized void jump(Duration step) {
        wall = wall.plus(step);
    }

    public synchronized void reboot(Duration off) {
        wall = wall.plus(off);
        boots++;
        boot = "boot-" + boots;
        uptime = Duration.ofSeconds(20);
    }
}
