package org.earshot.ivr;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// A house that does as it is told and writes down what it is asked, in words. Its code is always
/// the same.
final class RecordingHouse
        implements Intake,
                CaseInquiry,
                CallbackDesk,
                Outbound,
                Hooks,
                SurveyDesk,
                Facts,
                QueueDesk {

    static final String CODE = "4017235986014378";

    /// 22 November 2026, a Sunday.
    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private final ScriptedLine line;
    private final List<String> log = new ArrayList<>();
    private final List<FlowState> states = new ArrayList<>();
    private final Deque<LookUp> answersToCodes = new ArrayDeque<>();
    private final Map<String, String> hookAnswers = new TreeMap<>();
    private final Set<String> screening = new HashSet<>();
    private final List<LocalDateTime> slots = new ArrayList<>();
    private LookUp known = new LookUp.Unknown();
    private boolean codeAvailable = true;
    private boolean booksFail;
    private boolean hooksFail;
    private Opening opening = Opening.OPEN;
    private Optional<Consent> consent = Optional.empty();
    private Outbound.Outcome connection = Outbound.Outcome.TALKED;
    private Optional<Duration> agentAfter = Optional.empty();
    private Optional<Duration> closesAfter = Optional.empty();
    private Optional<Duration> estimate = Optional.empty();
    private int position = 1;

    RecordingHouse(ScriptedLine line) {
        this.line = line;
    }

    House ports() {
        return new House(this, this, this, this, this, this, this, this);
    }

    RecordingHouse withoutCodes() {
        codeAvailable = false;
        return this;
    }

    RecordingHouse answersCodesWith(LookUp... answers) {
        answersToCodes.addAll(List.of(answers));
        return this;
    }

    RecordingHouse knowsCase(LookUp lookUp) {
        known = lookUp;
        return this;
    }

    RecordingHouse agentComesAfter(Duration time) {
        agentAfter = Optional.of(time);
        return this;
    }

    RecordingHouse queueClosesAfter(Duration time) {
        closesAfter = Optional.of(time);
        return this;
    }

    RecordingHouse queueTells(int place, Duration wait) {
        position = place;
        estimate = Optional.of(wait);
        return this;
    }

    RecordingHouse connectionEnds(Outbound.Outcome outcome) {
        connection = outcome;
        return this;
    }

    RecordingHouse is(Opening state) {
        opening = state;
        return this;
    }

    RecordingHouse knowsConsent(Consent given) {
        consent = Optional.of(given);
        return this;
    }

    RecordingHouse screens(String category) {
        screening.add(category);
        return this;
    }

    RecordingHouse hookAnswers(String pointer, String value) {
        hookAnswers.put(pointer, value);
        return this;
    }

    RecordingHouse hooksFail() {
        hooksFail = true;
        return this;
    }

    RecordingHouse free(LocalDateTime... times) {
        slots.addAll(List.of(times));
        return this;
    }

    RecordingHouse somebodyIsFaster() {
        booksFail = true;
        return this;
    }

    List<String> log() {
        return List.copyOf(log);
    }

    /// Without the steps and prompts, which most tests do not care about.
    List<String> acts() {
        return log.stream()
                .filter(line -> !line.startsWith("entered ") && !line.startsWith("heard "))
                .toList();
    }

    List<String> steps() {
        return states.stream().map(FlowState::step).toList();
    }

    List<FlowState> states() {
        return List.copyOf(states);
    }

    private void log(String act) {
        log.add(act);
    }

    @Override
    public void entered(FlowState state) {
        states.add(state);
        log("entered " + state.step());
    }

    @Override
    public void languageChosen(Locale language) {
        log("language " + language.toLanguageTag());
    }

    @Override
    public void consented(Consent given) {
        log("agreed " + given);
    }

    @Override
    public void outcome(Map<String, String> values) {
        log("outcome " + new TreeMap<>(values));
    }

    @Override
    public void reportBegun() {
        log("report begun");
    }

    @Override
    public void reportEnded(ReportEnd how) {
        log("report ended by " + how);
    }

    @Override
    public String queryCode() {
        if (!codeAvailable) {
            throw new IntakeUnavailable("no database", new IllegalStateException("no database"));
        }
        log("case opened");
        return CODE;
    }

    @Override
    public boolean confirmCode(String keyed) {
        var right = keyed.equals(CODE);
        log(right ? "code right" : "code wrong");
        return right;
    }

    @Override
    public void sensitive(boolean on) {
        log(on ? "recording silenced" : "recording heard");
    }

    @Override
    public void heard(String promptId) {
        log("heard " + promptId);
    }

    @Override
    public LookUp look(String code) {
        log("looked up " + code);
        var answer = answersToCodes.poll();
        return answer == null ? new LookUp.Unknown() : answer;
    }

    @Override
    public LookUp known() {
        return known;
    }

    @Override
    public void noteBegun() {
        log("note begun");
    }

    @Override
    public void noteEnded(ReportEnd how) {
        log("note ended by " + how);
    }

    @Override
    public List<Slot> free(String calendar, int most) {
        return slots.stream().limit(most).map(begin -> new Slot(calendar, begin)).toList();
    }

    @Override
    public LocalDate today(String calendar) {
        return TODAY;
    }

    /// @return false when somebody is faster, who then has it
    @Override
    public boolean book(Slot slot) {
        log((booksFail ? "not booked " : "booked ") + slot.begin());
        var booked = !booksFail;
        booksFail = false;
        slots.remove(slot.begin());
        return booked;
    }

    @Override
    public Outbound.Outcome connect(String target, Duration ring, boolean emergency) throws Hangup {
        log((emergency ? "emergency " : "rings ") + target + " for " + ring.toSeconds() + " s");
        line.lasts(Duration.ofSeconds(5));
        return connection;
    }

    @Override
    public Optional<Map<String, String>> ask(
            String hook, Map<String, String> send, Set<String> pointers, Duration timeout) {
        log("asks " + hook + " " + new TreeMap<>(send));
        if (hooksFail) {
            throw new IllegalStateException("the other system is broken");
        }
        return Optional.of(hookAnswers);
    }

    @Override
    public void answered(String survey, String question, Dtmf key) {
        log(survey + " " + question + " " + key.symbol());
    }

    @Override
    public void commentBegun(String survey) {
        log("comment begun");
    }

    @Override
    public void commentEnded(String survey, ReportEnd how) {
        log("comment ended by " + how);
    }

    @Override
    public Opening opening(String calendar) {
        return opening;
    }

    @Override
    public Set<String> screening() {
        return screening;
    }

    @Override
    public Optional<Consent> consent() {
        return consent;
    }

    @Override
    public Optional<Place> join(String queue) {
        if (queue.equals("nobody")) {
            return Optional.empty();
        }
        log("joined " + queue);
        return Optional.of(new Waiting());
    }

    @Override
    public Optional<Duration> estimate(String queue) {
        return estimate;
    }

    private final class Waiting implements Place {

        private final Duration begun = line.elapsed();

        @Override
        public int position() {
            return position;
        }

        @Override
        public Optional<Duration> estimate() {
            return estimate;
        }

        @Override
        public QueueDesk.Outcome await(Duration time) throws Hangup {
            line.lasts(time);
            var waited = line.elapsed().minus(begun);
            if (closesAfter.filter(at -> waited.compareTo(at) >= 0).isPresent()) {
                return QueueDesk.Outcome.CLOSED;
            }
            if (agentAfter.filter(at -> waited.compareTo(at) >= 0).isPresent()) {
                line.plays("talk", Duration.ofMinutes(1));
                log("talked");
                return QueueDesk.Outcome.TALKED;
            }
            return QueueDesk.Outcome.STILL_WAITING;
        }

        @Override
        public void leave() {
            log("left the queue");
        }
    }
}
