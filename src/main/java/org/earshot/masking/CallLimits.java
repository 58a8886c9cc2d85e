package org.earshot.masking;

import java.time.Duration;

/// How many attempts are too many. 0: no limit.
///
/// @param perCaller to any mask
/// @param perCalled over any mask
/// @param perMask by anyone
/// @param within the time that is looked back on
public record CallLimits(int perCaller, int perCalled, int perMask, Duration within) {

    /// Nobody means to call sixty times within an hour; a mask of 5,000 pairs may be called at any
    /// rate.
    public static final CallLimits USUAL = new CallLimits(60, 60, 0, Duration.ofHours(1));

    public static final CallLimits NONE = new CallLimits(0, 0, 0, Duration.ofHours(1));

    static boolean isTooMany(int calls, int limit) {
        return limit > 0 && calls >= limit;
    }
}
