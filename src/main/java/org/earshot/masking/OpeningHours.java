package org.earshot.masking;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/// The hours of the day in which a binding lets calls pass; may reach over midnight.
///
/// @param until the first moment outside
public record OpeningHours(LocalTime from, LocalTime until, ZoneId zone) {

    public OpeningHours {
        if (from.equals(until)) {
            throw new IllegalArgumentException("hours from and until " + from + " are none at all");
        }
    }

    boolean isOpen(Instant at) {
        LocalTime time = LocalTime.ofInstant(at, zone);
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(until);
        return from.isBefore(until) ? begun && !over : begun || !over;
    }
}
