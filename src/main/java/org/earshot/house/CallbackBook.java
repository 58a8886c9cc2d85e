package org.earshot.house;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.earshot.house.CallbackRepository.Booking;
import org.earshot.ivr.Calendar;
import org.earshot.ivr.Calendars;
import org.earshot.ivr.CallbackDesk.Slot;

/// Times of calendars, without those that are taken.
public final class CallbackBook {

    private final CallbackRepository bookings;
    private final Calendars calendars;

    public CallbackBook(CallbackRepository bookings, Calendars calendars) {
        this.bookings = bookings;
        this.calendars = calendars;
    }

    /// The next first.
    public List<Slot> free(String calendar, Instant now, int most) {
        var times = calendar(calendar);
        var taken = bookings.taken(calendar, now);
        return times
                .free(
                        now,
                        begin -> taken.getOrDefault(begin.atZone(times.zone()).toInstant(), 0),
                        most)
                .stream()
                .map(begin -> new Slot(calendar, begin))
                .toList();
    }

    public LocalDate today(String calendar, Instant now) {
        return calendar(calendar).today(now);
    }

    /// @param at makes the booking for the instant at which the slot begins
    /// @return false when somebody was faster
    public boolean book(Slot slot, Function<Instant, Booking> at) {
        var times = calendar(slot.calendar());
        return times.hasSlot(slot.begin())
                && bookings.book(
                        at.apply(slot.begin().atZone(times.zone()).toInstant()), times.slots());
    }

    private Calendar calendar(String name) {
        Optional<Calendar> calendar = calendars.named(name);
        return calendar.orElseThrow(
                () -> new IllegalStateException("there is no calendar " + name));
    }
}
