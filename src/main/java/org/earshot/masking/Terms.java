package org.earshot.masking;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What holds for a binding of any mode.
///
/// @param expiresAt the first moment at which it no longer holds; empty: until it is unbound
/// @param maxDuration of one call, from answer; zero: no limit
/// @param lastMinuteTone whether both sides hear a tone a minute before that
/// @param ringTimeout how long the called party's telephone rings
/// @param userData the customer's own reference, handed back in every event
public record Terms(
        Optional<Instant> expiresAt,
        CallDirection direction,
        Duration maxDuration,
        boolean lastMinuteTone,
        Duration ringTimeout,
        Optional<OpeningHours> hours,
        String userData) {

    /// A day: the operators allow 0 to 1,440 minutes.
    private static final Duration LONGEST = Duration.ofDays(1);

    /// The operators let it ring for up to a minute or two; a mailbox answers sooner.
    private static final Duration RING = Duration.ofSeconds(45);

    public Terms {
        require(
                !maxDuration.isNegative() && maxDuration.compareTo(LONGEST) <= 0,
                "maxDurationSec must be 0 to 86400, got " + maxDuration.toSeconds());
        require(
                ringTimeout.toSeconds() >= 1 && ringTimeout.toSeconds() <= 120,
                "ringTimeoutSec must be 1 to 120, got " + ringTimeout.toSeconds());
        require(
                userData.length() <= 256,
                "userData must have at most 256 characters, got " + userData.length());
    }

    /// No limits at all, both directions.
    public static Terms open() {
        return new Terms(
                Optional.empty(),
                CallDirection.BOTH,
                Duration.ZERO,
                true,
                RING,
                Optional.empty(),
                "");
    }

    public Terms until(Instant end) {
        return new Terms(
                Optional.of(end),
                direction,
                maxDuration,
                lastMinuteTone,
                ringTimeout,
                hours,
                userData);
    }

    public Terms only(CallDirection allowed) {
        return new Terms(
                expiresAt, allowed, maxDuration, lastMinuteTone, ringTimeout, hours, userData);
    }

    public Terms atMost(Duration talk) {
        return new Terms(expiresAt, direction, talk, lastMinuteTone, ringTimeout, hours, userData);
    }

    public Terms ringing(Duration timeout) {
        return new Terms(
                expiresAt, direction, maxDuration, lastMinuteTone, timeout, hours, userData);
    }

    public Terms during(OpeningHours open) {
        return new Terms(
                expiresAt,
                direction,
                maxDuration,
                lastMinuteTone,
                ringTimeout,
                Optional.of(open),
                userData);
    }

    public Terms about(String reference) {
        return new Terms(
                expiresAt, direction, maxDuration, lastMinuteTone, ringTimeout, hours, reference);
    }

    boolean holdsAt(Instant now) {
        return expiresAt.isEmpty() || now.isBefore(expiresAt.get());
    }

    boolean isOpen(Instant now) {
        return hours.isEmpty() || hours.get().isOpen(now);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
