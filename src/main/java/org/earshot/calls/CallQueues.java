package org.earshot.calls;

import java.time.Duration;
import java.util.Optional;
import org.earshot.ivr.QueueDesk;
import org.earshot.telephony.Hangup;

/// The queues as one call meets them: tells who watches what becomes of the caller in them.
final class CallQueues implements QueueDesk {

    private final QueueDesk queues;
    private final LiveCall call;

    CallQueues(QueueDesk queues, LiveCall call) {
        this.queues = queues;
        this.call = call;
    }

    @Override
    public Optional<Place> join(String queue) {
        Optional<Place> place = queues.join(queue);
        tell(queue, place.isPresent() ? "joined" : "refused");
        return place.map(taken -> new Told(queue, taken));
    }

    @Override
    public Optional<Duration> estimate(String queue) {
        return queues.estimate(queue);
    }

    private void tell(String queue, String how) {
        call.tell(new CallEvent.QueueMoved(queue, how));
    }

    private final class Told implements Place {

        private final String queue;
        private final Place place;

        Told(String queue, Place place) {
            this.queue = queue;
            this.place = place;
        }

        @Override
        public int position() {
            return place.position();
        }

        @Override
        public Optional<Duration> estimate() {
            return place.estimate();
        }

        @Override
        public Outcome await(Duration time) throws Hangup {
            Outcome outcome = place.await(time);
            switch (outcome) {
                case STILL_WAITING -> {}
                case TALKED -> tell(queue, "talked");
                case CLOSED -> tell(queue, "closed");
            }
            return outcome;
        }

        @Override
        public void leave() {
            place.leave();
            tell(queue, "left");
        }
    }
}
