package org.earshot.ivr;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.telephony.Dtmf;

/// Nobody is there: every question gets the answer for which each step has a way.
final class Away
        implements CaseInquiry, QueueDesk, CallbackDesk, Outbound, Hooks, SurveyDesk, Facts {

    @Override
    public LookUp look(String code) {
        return new LookUp.Unavailable();
    }

    @Override
    public LookUp known() {
        return new LookUp.Unavailable();
    }

    @Override
    public void noteBegun() {}

    @Override
    public void noteEnded(ReportEnd how) {}

    @Override
    public Optional<Place> join(String queue) {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> estimate(String queue) {
        return Optional.empty();
    }

    @Override
    public List<Slot> free(String calendar, int most) {
        return List.of();
    }

    @Override
    public LocalDate today(String calendar) {
        return LocalDate.EPOCH;
    }

    @Override
    public boolean book(Slot slot) {
        return false;
    }

    @Override
    public Outbound.Outcome connect(String target, Duration ring, boolean emergency) {
        return Outbound.Outcome.UNAVAILABLE;
    }

    @Override
    public Optional<Map<String, String>> ask(
            String hook, Map<String, String> send, Set<String> pointers, Duration timeout) {
        return Optional.empty();
    }

    @Override
    public void answered(String survey, String question, Dtmf key) {}

    @Override
    public void commentBegun(String survey) {}

    @Override
    public void commentEnded(String survey, ReportEnd how) {}

    @Override
    public Opening opening(String calendar) {
        return Opening.CLOSED;
    }

    @Override
    public Set<String> screening() {
        return Set.of();
    }

    @Override
    public Optional<Consent> consent() {
        return Optional.empty();
    }
}
