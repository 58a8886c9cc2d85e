package org.earshot.flows;

import java.time.Duration;
import java.util.Optional;
import org.earshot.ivr.QueueDesk;
import org.earshot.telephony.Hangup;

/// Queues in which one caller waits, on the caller's own clock.
final class SimulatedQueues implements QueueDesk {

    private final Circumstances how;
    private final SimulatedHouse.Time time;
    private final HouseNotes notes;

    SimulatedQueues(Circumstances how, SimulatedHouse.Time time, HouseNotes notes) {
        this.how = how;
        this.time = time;
        this.notes = notes;
    }

    @Override
    public Optional<Place> join(String queue) {
        if (!how.queue(queue).takes()) {
            notes.add("queue " + queue + " refused");
            return Optional.empty();
        }
        notes.add("queue " + queue + " joined");
        return Optional.of(new Waiting(queue, time.elapsed()));
    }

    @Override
    public Optional<Duration> estimate(String queue) {
        var state = how.queue(queue);
        return state.takes() ? state.expects().or(state::answersAfter) : Optional.empty();
    }

    /// Of the caller.
    private final class Waiting implements Place {

        private final String queue;
        private final Duration joined;
        private final Circumstances.QueueState state;

        Waiting(String queue, Duration joined) {
            this.queue = queue;
            this.joined = joined;
            state = how.queue(queue);
        }

        /// Those before leave one by one until it is this caller's turn.
        @Override
        public int position() {
            var whole = state.answersAfter().orElse(Duration.ZERO);
            if (whole.isZero()) {
                return state.waiting() + 1;
            }
            long left = Math.max(0, whole.minus(waited()).toMillis());
            return 1 + (int) Math.ceilDiv(state.waiting() * left, whole.toMillis());
        }

        @Override
        public Optional<Duration> estimate() {
            return state.expects()
                    .or(() ->
                            state.answersAfter()
                                    .map(after -> after.minus(waited()))
                                    .filter(Duration::isPositive));
        }

        @Override
        public Outcome await(Duration most) throws Hangup {
            var toAgent = state.answersAfter().map(after -> after.minus(waited()));
            var toClosing = state.closesAfter().map(after -> after.minus(waited()));
            if (toAgent.isPresent() && due(toAgent.get(), most)) {
                return ends(toAgent.get(), Outcome.TALKED, "talked");
            }
            if (toClosing.isPresent() && due(toClosing.get(), most)) {
                return ends(toClosing.get(), Outcome.CLOSED, "closed");
            }
            time.pass(most);
            return Outcome.STILL_WAITING;
        }

        @Override
        public void leave() {
            notes.add("queue " + queue + " left");
        }

        private Outcome ends(Duration wait, Outcome outcome, String note) throws Hangup {
            time.pass(wait.isNegative() ? Duration.ZERO : wait);
            notes.add("queue " + queue + " " + note);
            return outcome;
        }

        private Duration waited() {
            return time.elapsed().minus(joined);
        }

        private static boolean due(Duration in, Duration most) {
            return in.compareTo(most) <= 0;
        }
    }
}
