package org.earshot.staff;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Holds back those who guess, by a pause that doubles. A try is counted before it is looked at, so
/// that many at once gain nothing, and given back when it was right. What it counts is a person
/// *at* a source, never a person: a stranger slows down nobody else. Its time is monotonic: a clock
/// that is set neither frees nor locks anybody.
///
/// Every field is guarded by this object's monitor.
final class Throttle {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /// 20,000 keys take some 4 MB.
    private static final int MOST = 20_000;

    private record Tries(int wrong, long freeAt, long last) {}

    private final LongSupplier nanos;
    private final Map<String, Tries> seen = new LinkedHashMap<>();

    Throttle(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// @param free tries that cost no pause
    /// @return empty when it may be tried, and is counted; otherwise how long to wait
    synchronized Optional<Duration> admit(String key, int free) {
        long now = nanos.getAsLong();
        var tries = seen.get(key);
        if (tries != null && tries.freeAt - now > 0) {
            return Optional.of(Duration.ofNanos(tries.freeAt - now));
        }
        int wrong = tries == null || now - tries.last > REMEMBERED.toNanos() ? 1 : tries.wrong + 1;
        remember(key, new Tries(wrong, now + pause(wrong - free).toNanos(), now));
        return Optional.empty();
    }

    /// It was right, or was not looked at: this try does not count, earlier ones do.
    synchronized void giveBack(String key) {
        var tries = seen.get(key);
        if (tries != null) {
            remember(key, new Tries(tries.wrong - 1, nanos.getAsLong(), tries.last));
        }
    }

    private static Duration pause(int over) {
        if (over < 0) {
            return Duration.ZERO;
        }
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(over, 20));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /// Beyond the bound, what was quiet longest is dropped.
    private void remember(String key, Tries tries) {
        seen.remove(key);
        seen.put(key, tries);
        if (seen.size() > MOST) {
            seen.remove(seen.keySet().iterator().next());
        }
    }
}
