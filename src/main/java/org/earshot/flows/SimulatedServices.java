package org.earshot.flows;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.ivr.Calendar;
import org.earshot.ivr.Calendars;
import org.earshot.ivr.CallbackDesk;
import org.earshot.ivr.Consent;
import org.earshot.ivr.Facts;
import org.earshot.ivr.Hooks;
import org.earshot.ivr.Outbound;
import org.earshot.ivr.ReportEnd;
import org.earshot.ivr.SurveyDesk;
import org.earshot.telephony.Dtmf;

/// The small desks of a [SimulatedHouse]: callbacks, others' telephones, other systems, surveys,
/// and what is known.
final class SimulatedServices implements CallbackDesk {

    /// Unless something else is said.
    private static final List<LocalDateTime> FREE =
            List.of(
                    LocalDateTime.of(2026, 11, 23, 9, 0),
                    LocalDateTime.of(2026, 11, 23, 14, 30),
                    LocalDateTime.of(2026, 11, 24, 9, 0));

    private final Circumstances how;
    private final Calendars calendars;
    private final HouseNotes notes;

    SimulatedServices(Circumstances how, Calendars calendars, HouseNotes notes) {
        this.how = how;
        this.calendars = calendars;
        this.notes = notes;
    }

    @Override
    public List<Slot> free(String calendar, int most) {
        return how.callbackTimes().orElse(FREE).stream()
                .limit(most)
                .map(begin -> new Slot(calendar, begin))
                .toList();
    }

    @Override
    public LocalDate today(String calendar) {
        return how.now().toLocalDate();
    }

    @Override
    public boolean book(Slot slot) {
        notes.add(
                how.callbackTimesTaken()
                        ? "callback refused"
                        : "callback booked " + HousePhrases.inWords(slot.begin()));
        return !how.callbackTimesTaken();
    }

    /// Empty when nothing is said about the time: then nobody asks a calendar.
    private Optional<Calendar> calendar(String name) {
        return how.saysTime() ? calendars.named(name) : Optional.empty();
    }

    private Instant now(Calendar calendar) {
        return how.now().atZone(calendar.zone()).toInstant();
    }

    Outbound outbound() {
        return (target, _, emergency) -> {
            var outcome = how.target(target);
            var kind = emergency ? "emergency " : "transfer ";
            notes.add(kind + target + " " + HousePhrases.inWords(outcome).replace('-', ' '));
            return outcome;
        };
    }

    Hooks hooks() {
        return this::ask;
    }

    private Optional<Map<String, String>> ask(
            String hook, Map<String, String> send, Set<String> pointers, Duration timeout) {
        var values = how.hook(hook).flatMap(answer -> values(answer, pointers));
        notes.addOnceOn("hook " + hook + (values.isPresent() ? " answered" : " failed"));
        return values;
    }

    private static Optional<Map<String, String>> values(JsonNode answer, Set<String> pointers) {
        var values = new HashMap<String, String>();
        for (var pointer : pointers) {
            var value = answer.at(JsonPointer.compile(pointer));
            if (!value.isValueNode()) {
                return Optional.empty();
            }
            values.put(pointer, value.asText());
        }
        return Optional.of(values);
    }

    SurveyDesk surveys() {
        return new SurveyDesk() {
            @Override
            public void answered(String survey, String question, Dtmf key) {
                notes.add("answered " + question + " " + key.symbol());
            }

            @Override
            public void commentBegun(String survey) {
                // a dialogue says how it ends
            }

            @Override
            public void commentEnded(String survey, ReportEnd end) {
                notes.add("comment ends by " + HousePhrases.inWords(end));
            }
        };
    }

    Facts facts() {
        return new Facts() {
            @Override
            public Opening opening(String calendar) {
                return how.opening(calendar)
                        .or(() -> calendar(calendar).map(one -> one.opening(now(one))))
                        .orElse(Opening.OPEN);
            }

            @Override
            public Set<String> screening() {
                return how.screening();
            }

            @Override
            public Optional<Consent> consent() {
                return how.consent();
            }
        };
    }
}
