package org.earshot.ivr;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/// When an office is open: `calendars/<name>.yaml`. Knows no clock: each question brings its time.
///
/// @param week the times of each day; a day that is not there is closed
/// @param workdays days that are open as `workdaysAs`, whatever the week says
/// @param slot how long a time at which we call back is
/// @param slots how many callers are called back in the same slot
public record Calendar(
        String name,
        ZoneId zone,
        Map<DayOfWeek, List<Span>> week,
        Set<LocalDate> holidays,
        Set<LocalDate> workdays,
        DayOfWeek workdaysAs,
        Duration slot,
        int slots) {

    /// Nobody is ready to call back in the next minute.
    private static final Duration LEAD = Duration.ofMinutes(10);

    /// Callers are told the day of the week, so today comes only once.
    private static final int DAYS_AHEAD = 6;

    public Calendar {
        week = Map.copyOf(week);
        holidays = Set.copyOf(holidays);
        workdays = Set.copyOf(workdays);
    }

    /// From one minute of a day to another, which does not belong to it; 1,440 is midnight.
    public record Span(int from, int to) {

        boolean holds(LocalDateTime time) {
            int minute = time.getHour() * 60 + time.getMinute();
            return from <= minute && minute < to;
        }
    }

    public Facts.Opening opening(Instant at) {
        var time = LocalDateTime.ofInstant(at, zone);
        var day = time.toLocalDate();
        if (holidays.contains(day)) {
            return Facts.Opening.HOLIDAY;
        }
        return spans(day).stream().anyMatch(span -> span.holds(time))
                ? Facts.Opening.OPEN
                : Facts.Opening.CLOSED;
    }

    public LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }

    /// Times at which we could call back, the next first.
    ///
    /// @param taken how many callers have booked a time
    public List<LocalDateTime> free(Instant now, ToIntFunction<LocalDateTime> taken, int most) {
        var earliest = LocalDateTime.ofInstant(now.plus(LEAD), zone);
        var free = new ArrayList<LocalDateTime>();
        var today = today(now);
        for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
            for (var begin : begins(today.plusDays(ahead))) {
                if (free.size() < most
                        && !begin.isBefore(earliest)
                        && taken.applyAsInt(begin) < slots) {
                    free.add(begin);
                }
            }
        }
        return free;
    }

    /// Whether a slot begins then.
    public boolean hasSlot(LocalDateTime begin) {
        return begins(begin.toLocalDate()).contains(begin);
    }

    private List<LocalDateTime> begins(LocalDate day) {
        var begins = new ArrayList<LocalDateTime>();
        int length = (int) slot.toMinutes();
        for (var span : holidays.contains(day) ? List.<Span>of() : spans(day)) {
            for (int minute = span.from(); minute + length <= span.to(); minute += length) {
                begins.add(day.atStartOfDay().plusMinutes(minute));
            }
        }
        return begins;
    }

    private List<Span> spans(LocalDate day) {
        var as = workdays.contains(day) ? workdaysAs : day.getDayOfWeek();
        return week.getOrDefault(as, List.of());
    }
}
