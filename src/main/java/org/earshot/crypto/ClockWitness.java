package org.earshot.crypto;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether the system clock may be believed when keys are to be destroyed. Two clocks must agree:
/// the system's, and the kernel's count of seconds since the machine started, which nobody can set.
/// State in, observation in, state out.
///
/// ```
/// Trusted --agrees--> Trusted
///    |  ^
///    |  +---- agrees with the trusted one again (the clock was put right), or
///    |        24 h in step with the new one, or a person confirms it
///  jumps by more than an hour
///    v  |
///   Held: no key is destroyed, the day goes on from what was trusted
/// ```
///
/// After a restart of the machine there is no second clock, so the last time written to the
/// keystore stands in: a pause of more than an hour is held too. 24 hours, because an outage over a
/// weekend must heal without hands, and a wrong clock must be seen (health says so) before it
/// destroys.
///
/// @param trusted the anchor both clocks agreed on
/// @param seen the last trusted time of day
/// @param jumped the anchor of a clock that jumped, while it is held
public record ClockWitness(Reading trusted, Instant seen, @Nullable Reading jumped) {

    /// The largest step that is still believed; larger than any leap second or slewing, smaller
    /// than anything that would matter to a day.
    public static final Duration STEP = Duration.ofHours(1);

    /// How long a clock that jumped is held.
    public static final Duration HOLD = Duration.ofHours(24);

    /// Both clocks at one moment.
    ///
    /// @param boot names one run of the machine; `uptime` counts within it
    public record Reading(Instant wall, String boot, Duration uptime) {

        boolean inStepWith(Reading earlier) {
            return boot.equals(earlier.boot)
                    && isStep(
                            Duration.between(earlier.wall, wall)
                                    .minus(uptime.minus(earlier.uptime)));
        }
    }

    public static ClockWitness of(Reading first) {
        return new ClockWitness(first, first.wall(), null);
    }

    public ClockWitness observe(Reading now) {
        if (now.inStepWith(trusted)) {
            return new ClockWitness(trusted, now.wall(), null);
        }
        if (!now.boot().equals(trusted.boot()) && isStep(Duration.between(seen, now.wall()))) {
            return of(now);
        }
        var held = jumped;
        if (held == null || !now.inStepWith(held)) {
            return new ClockWitness(trusted, seen, now);
        }
        boolean settled = now.uptime().minus(held.uptime()).compareTo(HOLD) >= 0;
        return settled ? of(now) : this;
    }

    /// While the clock is held no key is destroyed.
    public boolean isHeld() {
        return jumped != null;
    }

    /// The time of day by which epochs begin: the system's, or while that is held, what the trusted
    /// clock would show by now.
    public Instant time(Reading now) {
        if (!isHeld()) {
            return now.wall();
        }
        if (now.boot().equals(trusted.boot())) {
            return trusted.wall().plus(now.uptime().minus(trusted.uptime()));
        }
        return now.wall().isAfter(seen) ? now.wall() : seen;
    }

    private static boolean isStep(Duration difference) {
        return difference.abs().compareTo(STEP) <= 0;
    }

    public ClockWitness {
        Objects.requireNonNull(trusted, "trusted");
        Objects.requireNonNull(seen, "seen");
    }
}
