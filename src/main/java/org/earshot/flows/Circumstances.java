package org.earshot.flows;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.earshot.ivr.CaseInquiry;
import org.earshot.ivr.Consent;
import org.earshot.ivr.Facts;
import org.earshot.ivr.Outbound;
import org.jspecify.annotations.Nullable;

/// How things are in a [SimulatedHouse] during a call. Learnt from phrases such as `the office is
/// closed`; `ivr-flows/README.md` lists them.
public final class Circumstances {

    /// A Sunday.
    private static final LocalDateTime TODAY = LocalDateTime.of(2026, 11, 22, 10, 0);

    private final Map<String, Facts.Opening> openings = new HashMap<>();
    private final Map<String, QueueState> queues = new HashMap<>();
    private final Map<String, Outbound.Outcome> targets = new HashMap<>();
    private final Map<String, Optional<JsonNode>> hooks = new HashMap<>();
    private final Set<String> screening = new HashSet<>();

    private Optional<Consent> consent = Optional.empty();
    private CaseInquiry.State caseState = CaseInquiry.State.RECEIVED;
    private CaseAccess cases = CaseAccess.BY_CODE;
    private boolean caseKnown;
    private boolean codes = true;
    private Optional<List<LocalDateTime>> callbackTimes = Optional.empty();
    private boolean callbackTimesTaken;
    private @Nullable LocalDateTime now;

    /// What comes of looking up a right code.
    enum CaseAccess {
        BY_CODE,
        LOCKED,
        AWAY
    }

    /// How a queue is.
    ///
    /// @param answersAfter from joining; empty means never
    /// @param closesAfter from joining; empty means never
    record QueueState(
            boolean takes,
            Optional<Duration> answersAfter,
            Optional<Duration> closesAfter,
            int waiting,
            Optional<Duration> expects) {

        static final QueueState NOBODY_ANSWERS =
                new QueueState(true, Optional.empty(), Optional.empty(), 0, Optional.empty());

        QueueState closed() {
            return new QueueState(false, answersAfter, closesAfter, waiting, expects);
        }

        QueueState answeringAfter(Duration time) {
            return new QueueState(takes, Optional.of(time), closesAfter, waiting, expects);
        }

        QueueState closingAfter(Duration time) {
            return new QueueState(takes, answersAfter, Optional.of(time), waiting, expects);
        }

        QueueState with(int callers) {
            return new QueueState(takes, answersAfter, closesAfter, callers, expects);
        }

        QueueState expecting(Duration time) {
            return new QueueState(takes, answersAfter, closesAfter, waiting, Optional.of(time));
        }
    }

    /// @return false when the phrase says nothing about the house; then nothing is learnt
    public boolean learn(String phrase) {
        return HousePhrases.apply(phrase, this);
    }

    void opening(String calendar, Facts.Opening opening) {
        openings.put(calendar, opening);
    }

    /// Empty when nothing was said about it.
    Optional<Facts.Opening> opening(String calendar) {
        return Optional.ofNullable(openings.get(calendar));
    }

    void queue(String name, UnaryOperator<QueueState> change) {
        queues.put(name, change.apply(queue(name)));
    }

    QueueState queue(String name) {
        return queues.getOrDefault(name, QueueState.NOBODY_ANSWERS);
    }

    void target(String name, Outbound.Outcome outcome) {
        targets.put(name, outcome);
    }

    Outbound.Outcome target(String name) {
        return targets.getOrDefault(name, Outbound.Outcome.TALKED);
    }

    /// Those of which something was said.
    Map<String, Outbound.Outcome> targets() {
        return Map.copyOf(targets);
    }

    /// @param name empty means every hook nothing else is said about
    void hook(String name, Optional<JsonNode> answer) {
        hooks.put(name, answer);
    }

    Optional<JsonNode> hook(String name) {
        var all = hooks.getOrDefault("", Optional.empty());
        return hooks.getOrDefault(name, all);
    }

    void screening(String category) {
        screening.add(category);
    }

    Set<String> screening() {
        return Set.copyOf(screening);
    }

    void consent(Consent agreed) {
        consent = Optional.of(agreed);
    }

    Optional<Consent> consent() {
        return consent;
    }

    void caseState(CaseInquiry.State state) {
        caseState = state;
    }

    CaseInquiry.State caseState() {
        return caseState;
    }

    void cases(CaseAccess access) {
        cases = access;
    }

    CaseAccess cases() {
        return cases;
    }

    void knowCase() {
        caseKnown = true;
    }

    boolean caseKnown() {
        return caseKnown;
    }

    void withoutCodes() {
        codes = false;
    }

    boolean codes() {
        return codes;
    }

    void callbackTimes(List<LocalDateTime> times) {
        callbackTimes = Optional.of(List.copyOf(times));
    }

    /// Empty when nothing was said about them.
    Optional<List<LocalDateTime>> callbackTimes() {
        return callbackTimes;
    }

    void takeCallbackTimes() {
        callbackTimesTaken = true;
    }

    boolean callbackTimesTaken() {
        return callbackTimesTaken;
    }

    void now(LocalDateTime time) {
        now = time;
    }

    /// When the call begins, in the calendars' own zone.
    LocalDateTime now() {
        return now == null ? TODAY : now;
    }

    /// Whether the dialogue says what time it is, so that calendars are to be asked.
    boolean saysTime() {
        return now != null;
    }
}
