package org.earshot.ivr;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/// Times at which we call back. The caller's token is the number: nobody keys one.
public interface CallbackDesk {

    /// Free times, the next first, at most `most`, none more than six days ahead: callers are told
    /// the day of the week.
    List<Slot> free(String calendar, int most);

    /// In the calendar's own time zone.
    LocalDate today(String calendar);

    /// @return false when somebody was faster, or this caller cannot be called
    boolean book(Slot slot);

    /// @param begin in the calendar's own time zone
    record Slot(String calendar, LocalDateTime begin) {}
}
