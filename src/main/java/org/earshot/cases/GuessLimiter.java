package org.earshot.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Holds back those who guess query codes: each source by a pause that doubles, all together by a
/// rate. A try is counted before the code is looked at, so that many at once gain nothing, and
/// given back when the code was right. No code is ever locked: a stranger could lock out its
/// reporter.
///
/// Every field is guarded by this object's monitor.
final class GuessLimiter {

    /// @param freeAt when it may try again: the last try itself, or the end of the pause it earned
    private record Tries(int wrong, Instant freeAt) {}

    private final GuessLimits limits;
    private final InstantSource clock;
    private final Map<String, Tries> sources = new LinkedHashMap<>();
    private double tokens;
    private Instant filledAt;

    GuessLimiter(GuessLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.tokens = limits.burstOverall();
        this.filledAt = clock.instant();
    }

    /// @param source who asks: a network, or a call
    /// @return empty when the code may be looked at, otherwise how long to wait
    synchronized Optional<Duration> admit(String source) {
        var now = clock.instant();
        var seen = remembered(source, now);
        if (now.isBefore(seen.freeAt())) {
            return Optional.of(Duration.between(now, seen.freeAt()));
        }
        fill(now);
        if (tokens < 1) {
            long millis = (long) Math.ceil((1 - tokens) / limits.perSecondOverall() * 1000);
            return Optional.of(Duration.ofMillis(millis));
        }
        tokens--;
        remember(source, after(seen.wrong() + 1, now));
        return Optional.empty();
    }

    /// The code was right, or was not looked at: this try does not count, earlier ones still do.
    synchronized void giveBack(String source) {
        tokens = Math.min(limits.burstOverall(), tokens + 1);
        var seen = sources.get(source);
        if (seen != null) {
            remember(source, after(seen.wrong() - 1, clock.instant()));
        }
    }

    private Tries after(int wrong, Instant now) {
        int over = wrong - limits.triesPerSource();
        return new Tries(wrong, over < 0 ? now : now.plus(pause(over)));
    }

    private Duration pause(int over) {
        // Shifting by more than 20 would overflow long before the longest pause is passed.
        var doubled = limits.window().multipliedBy(1L << Math.min(over, 20));
        return doubled.compareTo(limits.longestPause()) < 0 ? doubled : limits.longestPause();
    }

    /// A source is forgotten one window after its last try, or after the pause which that earned.
    private Tries remembered(String source, Instant now) {
        var seen = sources.get(source);
        return seen != null && now.isBefore(seen.freeAt().plus(limits.window()))
                ? seen
                : new Tries(0, now);
    }

    /// Beyond the bound the source that was quiet longest is dropped; the overall rate holds
    /// anyway.
    private void remember(String source, Tries tries) {
        sources.remove(source);
        if (tries.wrong() <= 0) {
            return;
        }
        if (sources.size() >= limits.sources()) {
            var oldest = sources.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        sources.put(source, tries);
    }

    private void fill(Instant now) {
        double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
        tokens =
                Math.min(
                        limits.burstOverall(),
                        tokens + Math.max(0, seconds) * limits.perSecondOverall());
        filledAt = now;
    }
}
