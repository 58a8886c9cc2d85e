package org.earshot.app;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/// What became of the calls of one step.
///
/// @param refused with 503, as an overloaded system should
/// @param failed refused otherwise, or given up after 8 s
/// @param retransmissions of both ends
/// @param leaks messages at the called side that hold the caller's number or carrier
/// @param addedMicros50 INVITE from end to end plus 200 back: what the system between adds
/// @param refusalMicros99 from INVITE to 503
/// @param carriedPerSecond calls answered while calls were begun
/// @param lagMillis how late the generator itself was at worst
/// @param busyShare of its core, so that its own limit is seen
@JsonIgnoreProperties(ignoreUnknown = true)
record LoadResult(
        int perSecond,
        int calls,
        int done,
        int refused,
        int failed,
        int unfinished,
        int retransmissions,
        int leaks,
        double addedMicros50,
        double addedMicros99,
        double refusalMicros50,
        double refusalMicros99,
        double carriedPerSecond,
        double lagMillis,
        double busyShare) {

    private static final double CLEAN_P99_MICROS = 10_000;
    private static final double LATE_MILLIS = 5;

    /// Every call went through at the first try, 99 of 100 within 10 ms.
    boolean isClean() {
        return done == calls && retransmissions == 0 && addedMicros99 <= CLEAN_P99_MICROS;
    }

    /// Whether the generator kept its own time: else the step says more of the machine than of what
    /// is tested.
    boolean isOnTime() {
        return lagMillis <= LATE_MILLIS;
    }
}
