package org.earshot.flows;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.earshot.ivr.Outbound;

/// How a real house is to be made for a dialogue that is lived through on a real line.
///
/// @param targets what becomes of ringing them; one that is not named answers
/// @param danger whether the caller tells of one, so that the screening hears it
public record LiveHouse(Office office, Map<String, Outbound.Outcome> targets, boolean danger) {

    /// The calendar `office`.
    public enum Office {
        OPEN,
        CLOSED,
        HOLIDAY,
        /// Open, but with no time at which to call back.
        BOOKED_UP
    }

    /// What can be made so. A queue without agents is closed, and the state of a case that was just
    /// opened is that it was received; everything else would have to be pretended.
    private static final List<Pattern> POSSIBLE =
            List.of(
                    Pattern.compile("the office is (open|closed|on holiday)"),
                    Pattern.compile("no callback time is free"),
                    Pattern.compile("queue [a-z0-9-]+ is closed"),
                    Pattern.compile(
                            "target ([a-z0-9-]+) (answers|is busy|does not answer|is away)"),
                    Pattern.compile("the case is received"),
                    Pattern.compile("the screening says EMERGENCY"));

    public LiveHouse {
        targets = Map.copyOf(targets);
    }

    static LiveHouse of(Collection<String> phrases) {
        var how = new Circumstances();
        phrases.forEach(how::learn);
        return new LiveHouse(office(how, phrases), how.targets(), !how.screening().isEmpty());
    }

    private static Office office(Circumstances how, Collection<String> phrases) {
        if (phrases.contains("no callback time is free")) {
            return Office.BOOKED_UP;
        }
        return how.opening("office")
                .map(opening ->
                        switch (opening) {
                            case OPEN -> Office.OPEN;
                            case CLOSED -> Office.CLOSED;
                            case HOLIDAY -> Office.HOLIDAY;
                        })
                .orElse(Office.OPEN);
    }

    /// Why a dialogue cannot be lived through on a real line; empty when it can.
    static Optional<String> hindrance(Dialogue.Body body) {
        if (body.acts().contains(new Phrase.Act.CoreRestarts())) {
            return Optional.of("other calls are up when the core restarts");
        }
        return body.settings().stream()
                .filter(phrase ->
                        POSSIBLE.stream().noneMatch(form -> form.matcher(phrase).matches()))
                .findFirst()
                .map("a real house cannot be made so that '%s'"::formatted);
    }
}
