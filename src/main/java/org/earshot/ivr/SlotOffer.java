package org.earshot.ivr;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// Offers times at which we call back, by their keys, and books one.
final class SlotOffer {

    private final Voice voice;
    private final CallbackDesk desk;

    SlotOffer(Voice voice, CallbackDesk desk) {
        this.voice = voice;
        this.desk = desk;
    }

    /// @return the id of the next step
    String offer(Step.Callback step) throws Hangup {
        var inquiry = new Inquiry(step.asking());
        while (inquiry.goesOn()) {
            var free = desk.free(step.calendar(), step.offered());
            if (free.isEmpty()) {
                return step.otherwise();
            }
            var words = new ArrayList<>(step.say());
            for (int i = 0; i < free.size(); i++) {
                words.addAll(words(free.get(i), i + 1));
            }
            var key = voice.ask(inquiry.prompts(words), step.asking().timeout());
            int chosen = key.filter(Dtmf::isDigit).map(digit -> digit.symbol() - '0').orElse(0);
            // somebody else may have been faster: then the times that are left are read
            if (chosen >= 1 && chosen <= free.size() && desk.book(free.get(chosen - 1))) {
                return step.next();
            }
            inquiry.missed(key.isPresent());
        }
        return step.otherwise();
    }

    /// Day, hour, minutes when it is not the full hour, key.
    private List<String> words(CallbackDesk.Slot slot, int key) {
        var words = new ArrayList<String>();
        words.add(day(slot.begin().toLocalDate(), desk.today(slot.calendar())));
        words.add("hour-" + slot.begin().getHour());
        if (slot.begin().getMinute() > 0) {
            words.add("minute-" + slot.begin().getMinute());
        }
        words.add("press-" + key);
        return words;
    }

    private static String day(LocalDate day, LocalDate today) {
        if (day.equals(today)) {
            return "day-today";
        }
        return day.equals(today.plusDays(1))
                ? "day-tomorrow"
                : "weekday-" + day.getDayOfWeek().getValue();
    }
}
